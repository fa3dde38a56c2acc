import { Injectable } from '@nestjs/common';
import { alignedTo, DAY_MS } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { added, EndpointCount } from '../store/day-counts.js';
import { Selection } from './selection.js';
import { SlowCount, TotalsRepository, TypeCount } from './totals.repository.js';

/** How many there are; somebody without an id has nothing, and is not asked for. */
@Injectable()
export class Totals {
  constructor(private readonly repository: TotalsRepository) {}

  /** Whole days from what is counted already, the ends of the period from the events. */
  async endpoints(sql: Sql, selection: Selection): Promise<EndpointCount[]> {
    const { distinctIds, period } = selection;
    if (distinctIds.length === 0) return [];
    const { whole, edges } = alignedTo(DAY_MS, period);
    const counts = whole ? await this.repository.ofDays(sql, distinctIds, whole) : [];
    for (const edge of edges) {
      counts.push(...(await this.repository.ofEvents(sql, { distinctIds, period: edge })));
    }
    const byEndpoint = new Map<string, EndpointCount>();
    for (const count of counts) {
      const known = byEndpoint.get(count.endpoint);
      byEndpoint.set(count.endpoint, known ? added(known, count) : count);
    }
    return [...byEndpoint.values()];
  }

  async events(sql: Sql, selection: Selection): Promise<number> {
    return sumOf(await this.endpoints(sql, selection), 'events');
  }

  async errors(sql: Sql, selection: Selection): Promise<TypeCount[]> {
    return selection.distinctIds.length === 0 ? [] : this.repository.errors(sql, selection);
  }

  async slow(sql: Sql, selection: Selection): Promise<SlowCount[]> {
    return selection.distinctIds.length === 0 ? [] : this.repository.slow(sql, selection);
  }

  async requestIds(sql: Sql, selection: Selection): Promise<number> {
    return selection.distinctIds.length === 0 ? 0 : this.repository.requestIds(sql, selection);
  }
}

/** One figure of many counts, added up. */
export const sumOf = <K extends string>(counts: Record<K, number>[], figure: K): number =>
  counts.reduce((sum, count) => sum + count[figure], 0);
