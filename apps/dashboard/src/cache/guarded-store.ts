import { Logger } from '@nestjs/common';
import { KeyvStoreAdapter } from 'keyv';
import { within } from '../time/within.js';

/** After a failure the store is left alone for so long. */
const PAUSE_MS = 1000;

type Inner = Pick<KeyvStoreAdapter, 'get' | 'getMany' | 'set' | 'delete' | 'clear'>;

/**
 * A Keyv store that never makes anybody wait for long: a command that fails or takes too long rejects, and so do those of the
 * next second, at once. An outage is logged when it begins and when it ends.
 */
export class GuardedStore {
  private readonly logger = new Logger(GuardedStore.name);
  private awayUntil = 0;
  private away = false;

  /** @param commandMs longer than this no answer waits for the store. */
  constructor(
    private readonly inner: Inner,
    private readonly commandMs: number,
  ) {}

  /** It is there again: the next command need not wait for the pause to end. */
  resume(): void {
    this.awayUntil = 0;
  }

  get(key: string): Promise<unknown> {
    return this.attempt(() => this.inner.get(key));
  }

  getMany(keys: string[]): Promise<unknown[]> {
    return this.attempt(async () => (await this.inner.getMany?.(keys)) ?? []);
  }

  set(key: string, value: unknown, ttl?: number): Promise<void> {
    return this.attempt(async () => {
      await this.inner.set(key, value, ttl);
    });
  }

  delete(key: string): Promise<boolean> {
    return this.attempt(() => this.inner.delete(key));
  }

  clear(): Promise<void> {
    return this.attempt(() => this.inner.clear());
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    if (Date.now() < this.awayUntil) throw new Error('The cache is away.');
    try {
      const result = await within(work(), this.commandMs);
      this.note(false);
      return result;
    } catch (error) {
      this.awayUntil = Date.now() + PAUSE_MS;
      this.note(true, error);
      throw error;
    }
  }

  private note(away: boolean, error?: unknown): void {
    if (away === this.away) return;
    this.away = away;
    if (away) this.logger.warn({ err: error as Error }, 'the cache is away; answers are computed');
    else this.logger.log('the cache is back');
  }
}
