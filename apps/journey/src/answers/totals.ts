import { Injectable } from '@nestjs/common';
import { alignedTo, alignedToMonths, DAY_MS, type Interval } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { Count } from '../store/counts.js';
import { Selection } from './selection.js';
import { CountedKind, Parts, TotalsRepository } from './totals.repository.js';

const partsOf = (period: Interval): Parts => {
  const { whole, edges: rest } = alignedTo(DAY_MS, period);
  if (!whole) return { months: [], days: [], rest };
  const { whole: months, edges: days } = alignedToMonths(whole);
  return { months: months ? [months] : [], days, rest };
};

/** How many there are; somebody without an id has nothing, and is not asked for. */
@Injectable()
export class Totals {
  constructor(private readonly repository: TotalsRepository) {}

  /**
   * Counts whose sums are those of the period: of whole months and days from what is counted already, of
   * the ends of the period from the events.
   */
  async counts(sql: Sql, { distinctIds, period }: Selection): Promise<Count[]> {
    if (distinctIds.length === 0) return [];
    return this.repository.counts(sql, distinctIds, partsOf(period));
  }

  /** How many events of a kind there are in the period, from the same sources. */
  async count(sql: Sql, { distinctIds, period }: Selection, kind: CountedKind): Promise<number> {
    if (distinctIds.length === 0) return 0;
    return this.repository.count(sql, distinctIds, partsOf(period), kind);
  }

  async requestIds(sql: Sql, selection: Selection): Promise<number> {
    return selection.distinctIds.length === 0 ? 0 : this.repository.requestIds(sql, selection);
  }
}

/** One figure of many counts, added up. */
export const sumOf = <K extends string>(counts: Record<K, number>[], figure: K): number =>
  counts.reduce((sum, count) => sum + count[figure], 0);
