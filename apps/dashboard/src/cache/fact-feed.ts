import {
  BeforeApplicationShutdown,
  Injectable,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { FACT_STREAMS } from '@trailmark/contracts';
import { NatsConnection, NatsConnector } from '@trailmark/platform';

export interface FactListener {
  /** A fact of the user with this token was committed. Called before any later request is handled. */
  onFact(user: string): void;
  /** Facts may have been committed that were not heard. */
  onGap(): void;
}

const userOf = (subject: string): string => subject.slice(subject.lastIndexOf('.') + 1);

/** Hears of every committed fact, in each replica. */
@Injectable()
export class FactFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FactFeed.name);
  private readonly listeners: FactListener[] = [];
  private readonly stops: (() => void)[] = [];
  private subscribed = false;

  constructor(private readonly nats: NatsConnector) {}

  /** Whether every fact is heard right now. */
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
    for (const { recorded } of FACT_STREAMS) {
      const subscription = connection.subscribe(`${recorded}.*`, {
        callback: (error, { subject }) => (error ? this.refused(error) : this.hear(subject)),
      });
      this.stops.push(() => subscription.unsubscribe());
    }
    this.stops.push(this.nats.onReconnect(() => this.miss()));
    this.subscribed = true;
    this.miss();
  }

  private hear(subject: string): void {
    const user = userOf(subject);
    for (const listener of this.listeners) listener.onFact(user);
  }

  private miss(): void {
    for (const listener of this.listeners) listener.onGap();
  }

  private refused(error: Error): void {
    this.subscribed = false;
    this.logger.error({ err: error }, 'committed facts are not heard; nothing is cached');
  }
}
