import { Injectable, Logger } from '@nestjs/common';
import { DeadLetter, Fact, FactMessage, FactStream } from '@trailmark/contracts';
import { JsMsg, JSONCodec, NatsConnector } from '@trailmark/platform';
import { Delivery } from '../consume/delivery.js';
import { newMessageId } from '../fact-ids.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';

const codec = JSONCodec<DeadLetter>();

const RETRY_MS = 5000;

/** What is set aside, with its place in the stream it came from. */
interface Failed {
  id: string;
  streamSeq: number;
  deliveries: number;
  reason: string;
  payload: string;
}

/** Keeps what cannot be stored, with the reason, where an operator can look at it and replay it. */
@Injectable()
export class DeadLetterBox {
  private readonly logger = new Logger(DeadLetterBox.name);

  constructor(
    private readonly nats: NatsConnector,
    private readonly metrics: IngestMetrics,
  ) {}

  /** Sets aside a message that cannot even be read; hands it back when that does not work. */
  async setAside(stream: FactStream, raw: JsMsg, reason: string): Promise<void> {
    const id = raw.subject.slice(stream.record.length + 1);
    const { deliveryCount: deliveries, streamSequence: streamSeq } = raw.info;
    try {
      await this.keep(stream, { id, streamSeq, deliveries, reason, payload: raw.string() });
      raw.term();
    } catch (error) {
      this.logger.error({ err: error as Error }, 'a message could not be set aside');
      raw.nak(RETRY_MS);
    }
  }

  /**
   * Sets aside one fact of a message, as a message of its own: its new id lets a replay be stored
   * whatever became of the message it came in.
   * @throws when the dead-letter stream does not take it; then nothing may be acknowledged.
   */
  async setFactAside(
    stream: FactStream,
    { message, streamSeq, raw }: Delivery<unknown>,
    fact: Fact,
    cause: unknown,
  ): Promise<void> {
    const { request_id = message.request_id } = fact;
    const message_id = newMessageId();
    const alone: FactMessage = { ...message, message_id, request_id, facts: [fact] };
    await this.keep(stream, {
      id: fact.id,
      streamSeq,
      deliveries: raw.info.deliveryCount,
      reason: cause instanceof Error ? cause.message : String(cause),
      payload: JSON.stringify(alone),
    });
  }

  /** The same failure kept twice is one letter; a later one of a replay is another. */
  private async keep(stream: FactStream, failed: Failed): Promise<void> {
    const { id, streamSeq, reason, deliveries, payload } = failed;
    const letter: DeadLetter = {
      stream: stream.name,
      subject: `${stream.record}.${id}`,
      reason,
      deliveries,
      dead_at: new Date().toISOString(),
      payload,
    };
    await this.nats
      .get()
      .jetstream()
      .publish(`${stream.dead}.${id}`, codec.encode(letter), { msgID: `dead.${id}.${streamSeq}` });
    this.metrics.deadLettered(stream.name);
    this.logger.error({ id, reason }, `set aside from ${stream.name}`);
  }
}
