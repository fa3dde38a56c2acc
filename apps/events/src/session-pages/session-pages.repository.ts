import { Injectable } from '@nestjs/common';
import { PAGE_VIEW_NAMES, PageLookupDto } from '@trailmark/contracts';
import { parseJson, Sql } from '@trailmark/platform';
import { PAGE_OBJECT } from '../database/page-object.js';

const DAY_MS = 86_400_000;

type Side = 'before' | 'after';
type Properties = Record<string, unknown>;

/** Properties of the nearest page view on each side, by the lookup's place. */
export type NearestViews = Record<Side, Map<number, Properties>>;

const CONDITIONS: Record<Side, string> = {
  before: 'timestamp <= ? AND timestamp >= ? ORDER BY timestamp DESC, id DESC',
  after: 'timestamp > ? AND timestamp <= ? ORDER BY timestamp, id',
};

/**
 * A session is looked at for a day to either side: no visit is longer, and so one that never ends
 * (a server's) costs no more, and only the months next to the time are opened.
 */
const boundOf = (side: Side, at: Date): Date =>
  new Date(at.getTime() + (side === 'before' ? -DAY_MS : DAY_MS));

const selectOne = (side: Side, index: number): string =>
  `(SELECT ${index} AS place, '${side}' AS side, ${PAGE_OBJECT} AS page
      FROM analytics_events
     WHERE session_id = ? AND user_id = ? AND event_name IN (?) AND ${CONDITIONS[side]} LIMIT 1)`;

@Injectable()
export class SessionPagesRepository {
  /** The page views next to each lookup's time, in one statement; each reads its session's index. */
  async around(sql: Sql, lookups: PageLookupDto[]): Promise<NearestViews> {
    const found: NearestViews = { before: new Map(), after: new Map() };
    if (lookups.length === 0) return found;
    const asked = lookups.flatMap((lookup, index) =>
      (['before', 'after'] as const).map((side) => ({ lookup, index, side })),
    );
    const rows: { place: number; side: Side; page: unknown }[] = await sql.query(
      `SELECT place, side, page
         FROM (${asked.map(({ side, index }) => selectOne(side, index)).join(' UNION ALL ')}) AS nearest`,
      asked.flatMap(({ lookup: { session_id, user_id, at }, side }) => {
        const time = new Date(at);
        return [session_id, user_id, PAGE_VIEW_NAMES, time, boundOf(side, time)];
      }),
    );
    for (const { place, side, page } of rows) {
      found[side].set(Number(place), parseJson<Properties>(page) ?? {});
    }
    return found;
  }
}
