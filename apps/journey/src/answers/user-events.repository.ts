import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { Condition, EventKind, indexOf, ofKind } from './event-kind.js';
import { Selection } from './selection.js';
import { EventColumn, EventKey, EventRow, selected } from './stored-event.js';

/** Some of a user's events, newest first, from behind a place on; null: from the newest on. */
export interface Slice<C extends EventColumn> {
  selection: Selection;
  kind: EventKind;
  columns: readonly C[];
  after: EventKey | null;
  limit: number;
}

/** Branches of one statement: each walks one id's index backwards and stops at the limit. */
const MAX_BRANCHES = 50;

const behind = (after: EventKey | null, to: Date): Condition =>
  after === null
    ? { sql: 'AND timestamp < ?', values: [to] }
    : {
        sql: 'AND timestamp <= ? AND (timestamp < ? OR id < ?)',
        values: [after.at, after.at, after.id],
      };

const newestFirst = (a: EventKey, b: EventKey): number =>
  a.at === b.at ? Buffer.compare(b.id, a.id) : a.at < b.at ? 1 : -1;

const ORDER = 'ORDER BY timestamp DESC, id DESC LIMIT ?';

/** Reads what a user did, in the order of its indexes. */
@Injectable()
export class UserEventsRepository {
  /** The newest first. Of ids beyond one statement only what is as new as what was found before is read. */
  async read<C extends EventColumn>(sql: Sql, slice: Slice<C>): Promise<EventRow<C>[]> {
    const { distinctIds, period } = slice.selection;
    let found: EventRow<C>[] = [];
    for (let first = 0; first < distinctIds.length; first += MAX_BRANCHES) {
      const ids = distinctIds.slice(first, first + MAX_BRANCHES);
      const from = (found.length === slice.limit && found.at(-1)?.at) || period.from;
      found.push(...(await this.ofIds(sql, ids, from, slice)));
      found = found.toSorted(newestFirst).slice(0, slice.limit);
    }
    return found;
  }

  /** Places are found in the index alone; only the rows of the newest of all ids are read. */
  private ofIds<C extends EventColumn>(
    sql: Sql,
    ids: readonly string[],
    from: Date | string,
    { selection, kind, columns, after, limit }: Slice<C>,
  ): Promise<EventRow<C>[]> {
    const conditions = [behind(after, selection.period.to), ofKind(kind)];
    const branch = `(SELECT timestamp, id FROM journey_events FORCE INDEX (${indexOf(kind)})
      WHERE distinct_id = ? AND timestamp >= ? ${conditions.map((one) => one.sql).join(' ')}
      ${ORDER})`;
    const values = conditions.flatMap((one) => one.values);
    return sql.query(
      `SELECT ${selected(columns)}
         FROM (${ids.map(() => branch).join(' UNION ALL ')} ${ORDER}) AS place
         STRAIGHT_JOIN journey_events e FORCE INDEX (PRIMARY)
           ON e.timestamp = place.timestamp AND e.id = place.id`,
      [...ids.flatMap((id) => [id, from, ...values, limit]), limit],
    );
  }
}
