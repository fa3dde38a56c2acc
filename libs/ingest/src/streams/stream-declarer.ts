import { setTimeout as sleep } from 'node:timers/promises';
import {
  BeforeApplicationShutdown,
  Injectable,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { FACT_STREAMS } from '@trailmark/contracts';
import { NatsConnector } from '@trailmark/platform';
import { Topology } from './topology.js';

const CHECK_MS = 5000;
const RETRY_MS = 500;

/** Makes the streams that services wait for, and makes again what somebody removed. */
@Injectable()
export class StreamDeclarer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(StreamDeclarer.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly nats: NatsConnector,
    private readonly topology: Topology,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.declareForever().catch((error: unknown) => {
      if (!this.stopping.signal.aborted)
        this.logger.error({ err: error as Error }, 'streams are not looked after');
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async declareForever(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      const done = this.nats.isConnected && (await this.declareAll());
      await sleep(done ? CHECK_MS : RETRY_MS, undefined, { signal });
    }
  }

  private async declareAll(): Promise<boolean> {
    try {
      for (const stream of FACT_STREAMS) await this.topology.ensure(stream);
      return true;
    } catch (error) {
      if (this.nats.isConnected)
        this.logger.warn({ err: error as Error }, 'streams could not be declared');
      return false;
    }
  }
}
