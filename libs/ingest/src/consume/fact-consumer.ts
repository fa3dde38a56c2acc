import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { type FactStream } from '@trailmark/contracts';
import {
  ConsumerMessages,
  Database,
  JsMsg,
  NatsConnector,
  PlatformConfig,
} from '@trailmark/platform';
import { DeadLetterBox } from '../dead-letters/dead-letter-box.js';
import { isUndeclared } from '../streams/declare-stream.js';
import { DeliveryBuffer } from './delivery-buffer.js';
import { Delivery, readDelivery } from './delivery.js';
import { FactWriter } from './fact-writer.js';
import { CONSUMED_STREAM } from './fact-stream.token.js';

const RESTART_MS = 1000;
const PREFETCH = 500;

/** Facts for which a commit begins, and for which another begins beside one that is under way. */
const COMMITS = [1, 200];

/** Pulls fact messages and hands them to the writer, for as long as the process lives. */
@Injectable()
export class FactConsumer<T> implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FactConsumer.name);
  private readonly stopping = new AbortController();
  private readonly buffer = new DeliveryBuffer<T>();
  private readonly writing = new Set<Delivery<T>>();
  private messages: ConsumerMessages | null = null;
  private waiting = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly nats: NatsConnector,
    private readonly database: Database,
    private readonly writer: FactWriter<T>,
    private readonly deadLetters: DeadLetterBox,
    private readonly config: PlatformConfig,
    @Inject(CONSUMED_STREAM) private readonly stream: FactStream,
  ) {}

  onApplicationBootstrap(): void {
    const heartbeat = setInterval(() => this.keepAlive(), this.config.streamAckWaitMs / 3);
    const writers = COMMITS.map((least) => this.writeForever(least));
    this.running = Promise.all([this.pullForever(), ...writers])
      .catch((error: unknown) => this.reportUnlessStopping(error))
      .finally(() => clearInterval(heartbeat));
  }

  /** Stops pulling, finishes the commits at hand, hands the rest back for other replicas. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.messages?.stop();
    for (const { raw } of this.buffer.close()) raw.nak();
    await this.running;
  }

  private async pullForever(): Promise<void> {
    const stopped = once(this.stopping.signal, 'abort');
    await Promise.race([Promise.all([this.nats.ready(), this.database.ready()]), stopped]);
    while (!this.stopping.signal.aborted) {
      try {
        await this.pull();
      } catch (error) {
        this.tellStopped(error);
      }
      await this.pause(RESTART_MS);
    }
  }

  private tellStopped(error: unknown): void {
    const { name } = this.stream;
    if (!isUndeclared(error))
      this.logger.warn({ err: error as Error }, `pulling from ${name} stopped`);
    else if (!this.waiting) this.logger.log(`waiting for a gateway to make ${name}`);
    this.waiting = isUndeclared(error);
  }

  /** Ends when the consumer or its stream is gone, or not there yet: the gateway makes both. */
  private async pull(): Promise<void> {
    const { name, consumer } = this.stream;
    const source = await this.nats.get().jetstream().consumers.get(name, consumer);
    this.messages = await source.consume({
      max_messages: PREFETCH,
      abort_on_missing_resource: true,
    });
    // Not close(): that waits for an iteration which has not begun.
    if (this.stopping.signal.aborted) this.messages.stop();
    for await (const raw of this.messages) await this.receive(raw);
  }

  private async receive(raw: JsMsg): Promise<void> {
    try {
      this.buffer.push(readDelivery<T>(raw));
    } catch (error) {
      await this.deadLetters.setAside(this.stream, raw, (error as Error).message);
    }
  }

  private async writeForever(leastFacts: number): Promise<void> {
    for (;;) {
      const batch = await this.buffer.take(leastFacts);
      if (!batch) return;
      for (const delivery of batch) this.writing.add(delivery);
      try {
        await this.writer.write(batch, this.stopping.signal);
      } finally {
        for (const delivery of batch) this.writing.delete(delivery);
      }
    }
  }

  /** While a commit takes long, the server must not give its messages to somebody else. */
  private keepAlive(): void {
    for (const { raw } of [...this.writing, ...this.buffer.all]) raw.working();
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private reportUnlessStopping(error: unknown): void {
    if (!this.stopping.signal.aborted)
      this.logger.error({ err: error as Error }, 'ingestion stopped');
  }
}
