import { ITEM_STATUSES, type ItemStatus } from '@trailmark/contracts';
import type { Outcome } from '../sending/answer.js';

const MOST_REASONS = 5;

/** Counts what became of the records. Every one sent has exactly one outcome. */
export class Tally {
  readonly counts = Object.fromEntries(ITEM_STATUSES.map((status) => [status, 0])) as Record<
    ItemStatus,
    number
  >;
  /** Handed over a second time on purpose. */
  repeated = 0;
  private readonly reasons = new Map<string, number>();

  add(outcomes: readonly Outcome[]): void {
    for (const { status, why } of outcomes) {
      this.counts[status] += 1;
      if (why !== null) this.note(`${status}: ${why}`);
    }
  }

  get sent(): number {
    return ITEM_STATUSES.reduce((sum, status) => sum + this.counts[status], 0);
  }

  /** The first reasons of what failed or was dropped, with their number. */
  get problems(): readonly (readonly [string, number])[] {
    return [...this.reasons];
  }

  private note(reason: string): void {
    const known = this.reasons.get(reason);
    if (known === undefined && this.reasons.size === MOST_REASONS) return;
    this.reasons.set(reason, (known ?? 0) + 1);
  }
}
