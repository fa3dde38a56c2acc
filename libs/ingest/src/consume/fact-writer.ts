import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type FactStream } from '@trailmark/contracts';
import { PlatformConfig, UnavailableError } from '@trailmark/platform';
import { committedByUser } from '../commit/committed-by-user.js';
import { FACT_STORE, type FactStore } from '../commit/fact-store.js';
import { Committed, GroupCommitter } from '../commit/group-committer.js';
import { DeadLetterBox } from '../dead-letters/dead-letter-box.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';
import { Announcer } from './announcer.js';
import { tracedCommit } from './commit-trace.js';
import { Delivery } from './delivery.js';
import { CONSUMED_STREAM } from './fact-stream.token.js';

/** Deliveries after which what cannot be stored is set aside. */
export const MAX_DELIVERIES = 5;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** Writes deliveries in groups; acknowledges a message only after its commit. */
@Injectable()
export class FactWriter<T> {
  private readonly logger = new Logger(FactWriter.name);

  constructor(
    private readonly committer: GroupCommitter<T>,
    private readonly deadLetters: DeadLetterBox,
    private readonly announcer: Announcer,
    private readonly metrics: IngestMetrics,
    private readonly config: PlatformConfig,
    @Inject(FACT_STORE) private readonly store: FactStore<T>,
    @Inject(CONSUMED_STREAM) private readonly stream: FactStream,
  ) {}

  /**
   * Settles every delivery: committed and acknowledged, handed back, or set aside. While the
   * database is away it waits, without giving the messages up; when `signal` aborts, it hands back.
   */
  async write(batch: Delivery<T>[], signal: AbortSignal): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.commit(batch);
      } catch (error) {
        if (!(error instanceof UnavailableError)) return this.isolate(batch, error, signal);
        if (signal.aborted) return this.handBack(batch);
        this.logger.warn({ err: error }, `${batch.length} messages wait for the database`);
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async commit(batch: Delivery<T>[]): Promise<void> {
    const facts = batch.reduce((sum, { message }) => sum + message.facts.length, 0);
    const finished = this.metrics.commitStarted(this.stream.name, facts);
    await tracedCommit(this.stream, batch, async () =>
      this.finish(batch, await this.committer.commit(batch)),
    );
    finished();
  }

  /** Listeners hear of a fact before its client does, so that what the client asks next is up to date. */
  private finish(batch: Delivery<T>[], committed: Committed<T>): void {
    this.announcer.tell(
      committedByUser(committed.stored, new Date(), (fact) => this.store.describe(fact)),
    );
    for (const delivery of batch) {
      const outcomes = committed.outcomes.get(delivery.message.message_id);
      if (outcomes) this.announcer.notify(delivery, outcomes);
      delivery.raw.ack();
      this.metrics.settled(this.stream.name, outcomes ?? []);
      if (delivery.raw.redelivered) this.metrics.redelivered(this.stream.name);
    }
  }

  /** One message's fault must not hold up the others: each goes in alone. */
  private async isolate(batch: Delivery<T>[], error: unknown, signal: AbortSignal): Promise<void> {
    const [only] = batch;
    if (batch.length === 1 && only) return this.refuse(only, error);
    for (const delivery of batch) await this.write([delivery], signal);
  }

  private async refuse(delivery: Delivery<T>, error: unknown): Promise<void> {
    const { raw, message } = delivery;
    const { deliveryCount } = raw.info;
    this.logger.error({ err: error, message_id: message.message_id, deliveryCount }, 'not stored');
    if (deliveryCount < MAX_DELIVERIES) {
      return raw.nak(this.config.streamRetryMs * 2 ** (deliveryCount - 1));
    }
    try {
      const committed = await this.committer.salvage(delivery, (fact, cause) =>
        this.deadLetters.setFactAside(this.stream, delivery, fact, cause),
      );
      this.finish([delivery], committed);
    } catch (failure) {
      this.logger.error({ err: failure, message_id: message.message_id }, 'not set aside yet');
      raw.nak(LONGEST_PAUSE_MS);
    }
  }

  private handBack(batch: Delivery<T>[]): void {
    for (const { raw } of batch) raw.nak();
  }
}
