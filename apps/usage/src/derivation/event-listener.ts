import {
  BeforeApplicationShutdown,
  Injectable,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { CommittedFact, EVENT_STREAM } from '@trailmark/contracts';
import { JSONCodec, NatsConnection, NatsConnector } from '@trailmark/platform';
import { Refresher } from './refresher.js';

/** Replicas that share it share the users. */
const QUEUE = 'usage';

const facts = JSONCodec<CommittedFact>();

/** Hears whose events were committed. */
@Injectable()
export class EventListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EventListener.name);
  private stop: () => void = () => undefined;

  constructor(
    private readonly nats: NatsConnector,
    private readonly refresher: Refresher,
  ) {}

  onApplicationBootstrap(): void {
    this.nats
      .ready()
      .then((connection) => this.listen(connection))
      .catch((error: unknown) => this.logger.debug(error, 'gave up listening'));
  }

  beforeApplicationShutdown(): void {
    this.stop();
  }

  private listen(connection: NatsConnection): void {
    const subscription = connection.subscribe(`${EVENT_STREAM.recorded}.*`, {
      queue: QUEUE,
      callback: (_error, { data }) => this.hear(data),
    });
    this.stop = () => subscription.unsubscribe();
  }

  private hear(data: Uint8Array): void {
    try {
      this.refresher.request(facts.decode(data).user_id);
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'a committed fact could not be read');
    }
  }
}
