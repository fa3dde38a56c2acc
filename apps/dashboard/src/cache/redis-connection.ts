import { Logger } from '@nestjs/common';
import KeyvRedis, { createClient } from '@keyv/redis';
import { GuardedStore } from './guarded-store.js';

const CONNECT_MS = 2000;
const LONGEST_PAUSE_MS = 1000;

/** Commands that wait for a stalled Redis; more are refused. */
const MAX_WAITING = 5000;

/** A Redis that is connected in the background, for ever; while it is away its commands fail at once. */
export class RedisConnection {
  private readonly logger = new Logger(RedisConnection.name);
  private readonly client;
  readonly store: GuardedStore;

  /**
   * @param commandMs longer than this no answer waits for it.
   * @param onReady called each time it is there (again): what it holds may be older than what was deleted.
   */
  constructor(url: string, commandMs: number, onReady: () => void) {
    this.client = createClient({
      url,
      disableOfflineQueue: true,
      commandsQueueMaxLength: MAX_WAITING,
      socket: {
        connectTimeout: CONNECT_MS,
        reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, LONGEST_PAUSE_MS),
      },
    });
    const adapter = new KeyvRedis<string>(this.client, { throwOnErrors: true });
    adapter.on('error', (error: unknown) => this.logger.debug(error, 'Redis fails'));
    this.store = new GuardedStore(adapter, commandMs);
    this.client.on('ready', () => {
      this.store.resume();
      onReady();
    });
    this.client.connect().catch((error: unknown) => this.logger.debug(error, 'gave up Redis'));
  }

  /** Deletes what begins with one of these, which no glob is in; returns how many went. Reads all keys. */
  async deleteUnder(beginnings: string[]): Promise<number> {
    let removed = 0;
    for (const beginning of beginnings) {
      for await (const keys of this.client.scanIterator({ MATCH: `${beginning}*`, COUNT: 1000 })) {
        if (keys.length > 0) removed += await this.client.unlink(keys);
      }
    }
    return removed;
  }

  /** Without waiting for what it still owes. */
  close(): void {
    if (this.client.isOpen) this.client.destroy();
  }
}
