import {
  BeforeApplicationShutdown,
  Injectable,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { USER_ERASED, userToken } from '@trailmark/contracts';
import { NatsConnection, NatsConnector } from '@trailmark/platform';
import { AnswerCache } from '../cache/answer-cache.js';

/** Removes the answers about erased users, in each replica: without Redis each keeps its own. */
@Injectable()
export class ErasureFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ErasureFeed.name);
  private stop: () => void = () => undefined;

  constructor(
    private readonly nats: NatsConnector,
    private readonly cache: AnswerCache,
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

  /**
   * @returns how many entries were removed here.
   * @throws UnavailableError when the cache, or the way to the others, is away.
   */
  async erase(userId: string): Promise<number> {
    const user = userToken(userId);
    const removed = await this.cache.eraseUser(user);
    this.nats.get().publish(`${USER_ERASED}.${user}`);
    return removed;
  }

  private listen(connection: NatsConnection): void {
    const subscription = connection.subscribe(`${USER_ERASED}.*`, {
      callback: (_error, { subject }) => void this.hear(subject.slice(USER_ERASED.length + 1)),
    });
    this.stop = () => subscription.unsubscribe();
  }

  private async hear(user: string): Promise<void> {
    try {
      await this.cache.eraseUser(user);
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'answers about an erased user expire later');
    }
  }
}
