import { Injectable, Logger } from '@nestjs/common';
import { DeadLetter, Fact, FactMessage, FactStream } from '@trailmark/contracts';
import { NatsConnector } from '@trailmark/platform';
import { JSONCodec, JsMsg } from 'nats';
import { IngestMetrics } from '../metrics/ingest-metrics.js';

const codec = JSONCodec<DeadLetter>();

const RETRY_MS = 5000;

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
    try {
      await this.keep(stream, id, reason, raw.info.deliveryCount, raw.string());
      raw.term();
    } catch (error) {
      this.logger.error({ err: error as Error }, 'a message could not be set aside');
      raw.nak(RETRY_MS);
    }
  }

  /**
   * Sets aside one fact of a message, as a message of its own.
   * @throws when the dead-letter stream does not take it; then nothing may be acknowledged.
   */
  async setFactAside(
    stream: FactStream,
    message: FactMessage,
    fact: Fact,
    deliveries: number,
    cause: unknown,
  ): Promise<void> {
    const alone = { ...message, message_id: fact.id, facts: [fact] };
    const reason = cause instanceof Error ? cause.message : String(cause);
    await this.keep(stream, fact.id, reason, deliveries, JSON.stringify(alone));
  }

  private async keep(
    stream: FactStream,
    id: string,
    reason: string,
    deliveries: number,
    payload: string,
  ): Promise<void> {
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
      .publish(`${stream.dead}.${id}`, codec.encode(letter), { msgID: `dead.${id}` });
    this.metrics.deadLettered(stream.name);
    this.logger.error({ id, reason }, `set aside from ${stream.name}`);
  }
}
