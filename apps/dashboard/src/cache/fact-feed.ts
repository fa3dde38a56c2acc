import {
  BeforeApplicationShutdown,
  Injectable,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { CommittedUsers, FACT_STREAMS, userToken } from '@trailmark/contracts';
import { JSONCodec, NatsConnection, NatsConnector } from '@trailmark/platform';

export interface FactListener {
  /** Facts of the user with this token were committed. Called before any later request is handled. */
  onFact(user: string): void;
  /** Facts may have been committed that were not heard. */
  onGap(): void;
}

const users = JSONCodec<CommittedUsers>();

/** Hears of every commit, in each replica. */
@Injectable()
export class FactFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FactFeed.name);
  private readonly listeners: FactListener[] = [];
  private readonly stops: (() => void)[] = [];
  private subscribed = false;

  constructor(private readonly nats: NatsConnector) {}

  /** Whether every commit is heard right now. */
  get isComplete(): boolean {
    return this.subscribed && this.nats.isConnected;
  }

  listen(listener: FactListener): void {
    this.listeners.push(listener);
  }

  onApplicationBootstrap(): void {
    this.nats
      .ready()
      .then((connection) => this.subscribe(connection))
      .catch((error: unknown) => this.logger.debug(error, 'gave up listening'));
  }

  beforeApplicationShutdown(): void {
    for (const stop of this.stops) stop();
  }

  /** Whatever is asked later goes over the same connection, so the server has these first. */
  private subscribe(connection: NatsConnection): void {
    for (const { committed } of FACT_STREAMS) {
      const subscription = connection.subscribe(committed, {
        callback: (error, { data }) => (error ? this.refused(error) : this.hear(data)),
      });
      this.stops.push(() => subscription.unsubscribe());
    }
    this.stops.push(this.nats.onReconnect(() => this.miss()));
    this.subscribed = true;
    this.miss();
  }

  private hear(data: Uint8Array): void {
    try {
      for (const id of users.decode(data).user_ids) {
        for (const listener of this.listeners) listener.onFact(userToken(id));
      }
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'whose facts were committed could not be read');
      this.miss();
    }
  }

  private miss(): void {
    for (const listener of this.listeners) listener.onGap();
  }

  private refused(error: Error): void {
    this.subscribed = false;
    this.logger.error({ err: error }, 'committed facts are not heard; nothing is cached');
  }
}
