import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { Selection } from './selection.js';

/** Where an event lies; `at` is `DATETIME(6)` text, which a Date would cut. */
export interface EventKey {
  at: string;
  id: Buffer;
}

/** Which events: all, those of one name, errors, or slow requests. */
export type EventKind = 'all' | 'error' | 'slow' | { event: string };

/** Branches of one statement: each walks one id's index backwards and stops at the limit. */
const MAX_BRANCHES = 50;

interface Condition {
  index: string;
  sql: string;
  values: unknown[];
}

const conditionOf = (kind: EventKind): Condition => {
  if (kind === 'all') return { index: 'idx_user', sql: '', values: [] };
  if (kind === 'error') return { index: 'idx_user_errors', sql: 'AND is_error = 1', values: [] };
  if (kind === 'slow') return { index: 'idx_user_slow', sql: 'AND is_slow = 1', values: [] };
  return { index: 'idx_user', sql: 'AND event = ?', values: [kind.event] };
};

const newestFirst = (a: EventKey, b: EventKey): number =>
  a.at === b.at ? Buffer.compare(b.id, a.id) : a.at < b.at ? 1 : -1;

/** Finds the newest events of a user without reading them. */
@Injectable()
export class EventKeysRepository {
  /** At most `limit`, newest first. */
  async newest(
    sql: Sql,
    selection: Selection,
    kind: EventKind,
    limit: number,
  ): Promise<EventKey[]> {
    const condition = conditionOf(kind);
    const { distinctIds } = selection;
    const found: EventKey[] = [];
    for (let first = 0; first < distinctIds.length; first += MAX_BRANCHES) {
      const ids = distinctIds.slice(first, first + MAX_BRANCHES);
      found.push(...(await this.ofIds(sql, ids, selection, condition, limit)));
    }
    return found.toSorted(newestFirst).slice(0, limit);
  }

  private ofIds(
    sql: Sql,
    ids: readonly string[],
    { period: { from, to } }: Selection,
    condition: Condition,
    limit: number,
  ): Promise<EventKey[]> {
    const branch = `(SELECT CAST(e.timestamp AS CHAR) AS at, e.id
       FROM journey_events e USE INDEX (${condition.index})
      WHERE e.distinct_id = ? AND e.timestamp >= ? AND e.timestamp < ? ${condition.sql}
      ORDER BY e.timestamp DESC, e.id DESC LIMIT ?)`;
    return sql.query(
      ids.map(() => branch).join(' UNION ALL '),
      ids.flatMap((id) => [id, from, to, ...condition.values, limit]),
    );
  }
}
