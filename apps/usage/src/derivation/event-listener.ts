import {
  BeforeApplicationShutdown,
  Injectable,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { CommittedUsers, EVENT_STREAM } from '@trailmark/contracts';
import { JSONCodec, NatsConnection, NatsConnector } from '@trailmark/platform';
import { Refresher } from './refresher.js';

/** Replicas that share it share the users. */
const QUEUE = 'usage';

const users = JSONCodec<CommittedUsers>();

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
    const subscription = connection.subscribe(EVENT_STREAM.committed, {
      queue: QUEUE,
      callback: (_error, { data }) => this.hear(data),
    });
    this.stop = () => subscription.unsubscribe();
  }

  private hear(data: Uint8Array): void {
    try {
      for (const user of users.decode(data).user_ids) this.refresher.request(user);
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'whose events were committed could not be read');
    }
  }
}
