import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@trailmark/platform';
import { Micros } from '../posthog/micros.js';

/** What a synchronisation came to. */
export interface Landing {
  /** When what PostHog then knew was kept to the end; null: it was not. */
  syncedAt: Date | null;
  error: DomainError | null;
}

/** One synchronisation under way, and those who wait for it. */
export class Flight {
  /** What the last try failed with, for those who wait no longer; null: nothing. */
  trouble: DomainError | null = null;
  private waiting = 0;

  constructor(
    /** From when on it brings everything. */
    readonly from: Micros,
    /** Never rejects. */
    readonly landing: Promise<Landing>,
  ) {}

  get isAttended(): boolean {
    return this.waiting > 0;
  }

  /** How it lands, or null when it is not there after `ms`: it goes on without being waited for. */
  async wait(ms: number): Promise<Landing | null> {
    const landed = new AbortController();
    this.waiting += 1;
    try {
      const late = sleep(ms, null, { signal: landed.signal }).catch(() => null);
      return await Promise.race([this.landing, late]);
    } finally {
      this.waiting -= 1;
      landed.abort();
    }
  }
}
