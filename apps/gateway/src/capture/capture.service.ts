import { Injectable } from '@nestjs/common';
import { JOURNEY_STREAM } from '@trailmark/contracts';
import { factId, FactIntake, newMessageId } from '@trailmark/ingest';
import { MAX_DETAILS, UnavailableError, ValidationFailedError } from '@trailmark/platform';
import { RateLimiter } from '../rate-limits/rate-limiter.js';
import { TrackingGate } from '../tracking/tracking-gate.js';
import { CapturedFact, CapturedKind } from './captured-kind.js';
import { EventReader, ReadEvent } from './event-reader.js';
import { arrivalOf } from './event-time.js';
import { Json } from './json.js';
import { Payload, readPayload } from './payload.js';
import { eventsIn, writeKeyIn } from './sent-batch.js';
import { WriteKeys } from './write-keys.js';

/** A request of an SDK, unread. */
export interface SdkRequest {
  body: Buffer | null;
  query: Json;
  requestId: string;
  /** The sender asks not to be tracked. */
  doNotTrack?: boolean;
}

/** What the SDKs' endpoints do: events into the stream. */
@Injectable()
export class CaptureService {
  constructor(
    private readonly keys: WriteKeys,
    private readonly reader: EventReader,
    private readonly kind: CapturedKind,
    private readonly gate: TrackingGate,
    private readonly intake: FactIntake,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * Resolves once every good event is durable; what users do not want recorded is left out.
   * @param defaultName of events that have no name; null: they are malformed.
   * @throws DomainError naming the malformed events, the others being durable; or UNAVAILABLE, when
   * all are to be sent again.
   */
  async capture(request: SdkRequest, defaultName: string | null): Promise<void> {
    const payload = await this.open(request);
    const arrival = arrivalOf(payload, request.query);
    const ids = newMessageId(arrival.now);
    const read = eventsIn(payload.json).map((sent, index) =>
      this.reader.read(sent, { arrival, uuid: factId(ids, index), defaultName }),
    );
    await this.publish(read.flatMap(factOf), request);
    assertGood(read);
  }

  /**
   * Reads a request's body and its write key, whose budget it spends.
   * @throws DomainError when either is not good, or the budget is spent.
   */
  async open({ body, query }: SdkRequest): Promise<Payload> {
    const payload = await readPayload(body ?? Buffer.alloc(0));
    const key = writeKeyIn(payload, query);
    await this.keys.assertKnown(key);
    await this.limiter.spend('ingest', `key:${key}`);
    return payload;
  }

  private async publish(
    facts: CapturedFact[],
    { requestId, doNotTrack }: SdkRequest,
  ): Promise<void> {
    const kept = this.gate
      .judge(this.kind, facts, doNotTrack)
      .flatMap((judged) => (judged.kept ? [judged.item] : []));
    if (kept.length === 0) return;
    const results = await this.intake.take(JOURNEY_STREAM, kept, { requestId, waitMs: 0 });
    if (results.some(({ status }) => status === 'refused')) {
      throw new UnavailableError('The stream could not take every event; send them again.');
    }
  }
}

const factOf = (read: ReadEvent): CapturedFact[] =>
  read.ok ? [{ key: read.event.uuid, user_id: read.event.distinct_id, body: read.event }] : [];

const assertGood = (read: ReadEvent[]): void => {
  const wrong = read.flatMap((one) => (one.ok ? [] : [one.problems]));
  if (wrong.length === 0) return;
  const others = read.length > wrong.length ? '; the others were taken.' : '.';
  const message = `${wrong.length} of ${read.length} events cannot be taken${others}`;
  throw new ValidationFailedError(wrong.flat().slice(0, MAX_DETAILS), message);
};
