import { Injectable } from '@nestjs/common';
import { NatsConnector } from '@trailmark/platform';

/** NATS's own default. */
const DEFAULT_PAYLOAD = 1_048_576;

/** What an answer has around its parts. */
const RESERVED = 16_384;

/** How large one answer may be: NATS does not carry larger ones. */
@Injectable()
export class ReplyRoom {
  constructor(private readonly nats: NatsConnector) {}

  /** Bytes for an answer's parts. @param taken those that others of its parts take. */
  bytes(taken = 0): number {
    const payload = this.nats.get().info?.max_payload ?? DEFAULT_PAYLOAD;
    return Math.max(payload - RESERVED - taken, 0);
  }
}

/** Bytes of a part of an answer. */
export const sizeOf = (part: unknown): number => Buffer.byteLength(JSON.stringify(part)) + 1;

/** The first parts, as many as fit in `room` bytes. */
export const fitting = async <T>(
  parts: AsyncIterable<T> | Iterable<T>,
  room: number,
  size: (part: T) => number = sizeOf,
): Promise<T[]> => {
  const kept: T[] = [];
  let taken = 0;
  for await (const part of parts) {
    taken += size(part);
    if (taken > room) break;
    kept.push(part);
  }
  return kept;
};
