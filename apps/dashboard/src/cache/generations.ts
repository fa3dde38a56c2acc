import { randomBytes } from 'node:crypto';
import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { CacheStore } from './cache-store.js';
import { StaleKeys } from './stale-keys.js';

/** Without it nothing that is kept can be found. */
const EPOCH = 'epoch';
const DAY_MS = 86_400_000;

/** Where the name is kept; no user's key begins with another's. */
export const userKey = (user: string): string => `user:${user}:`;

/**
 * A random name for all that is kept of one user, which is itself kept. Forgetting is removing the name: what
 * is kept under the old one, also by a computation that is still going on, is never found again.
 */
@Injectable()
export class Generations implements OnApplicationShutdown {
  private readonly logger = new Logger(Generations.name);
  private readonly stale: StaleKeys;

  constructor(private readonly store: CacheStore) {
    this.stale = new StaleKeys((keys) => store.remove(keys), EPOCH);
    store.onReturn(() => {
      this.forgetAll();
      this.stale.retry();
    });
  }

  /** The name that holds now; null when it is not known, and nothing that is kept may be used. */
  async of(user: string): Promise<string | null> {
    const keys = [EPOCH, userKey(user)];
    if (!(await this.stale.settled(keys))) return null;
    try {
      const kept = await this.store.read<string>(keys);
      const names = keys.map(async (key, index) => kept[index] ?? (await this.begin(key)));
      return (await Promise.all(names)).join('.');
    } catch (error) {
      this.logger.debug({ err: error as Error }, 'no generation: the store is away');
      return null;
    }
  }

  /** From now on nothing is found that was kept of the user. */
  forgetUser(user: string): void {
    this.stale.mark(userKey(user));
  }

  forgetAll(): void {
    this.stale.mark(EPOCH);
  }

  onApplicationShutdown(): void {
    this.stale.stop();
  }

  private async begin(key: string): Promise<string> {
    const name = randomBytes(12).toString('base64url');
    await this.store.keep(key, name, DAY_MS);
    return name;
  }
}
