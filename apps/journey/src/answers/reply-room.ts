import { Injectable } from '@nestjs/common';
import { JsonText, NatsConnector } from '@trailmark/platform';

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
export const sizeOf = ({ text }: JsonText<unknown>): number => Buffer.byteLength(text) + 1;

/** The first of what is read in slices, as it is shown, as much as fits in `room` bytes. */
export const fitting = async <S, T>(
  slices: AsyncIterable<S[]> | Iterable<S[]>,
  room: number,
  toView: (part: S) => T,
  size: (view: T) => number,
): Promise<T[]> => {
  const kept: T[] = [];
  let taken = 0;
  for await (const slice of slices) {
    for (const part of slice) {
      const view = toView(part);
      taken += size(view);
      if (taken > room) return kept;
      kept.push(view);
    }
  }
  return kept;
};
