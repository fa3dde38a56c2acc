import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { EventColumn, EventKey, EventRow, selected } from '../stored-event.js';

/** Some of a request's events, oldest first, from behind a place on; null: from the first on. */
interface Slice<C extends EventColumn> {
  requestId: string;
  /** Only of these; null: of all. */
  distinctIds: readonly string[] | null;
  columns: readonly C[];
  after: EventKey | null;
  limit: number;
}

/** Reads the events of one request. */
@Injectable()
export class RequestEventsRepository {
  read<C extends EventColumn>(
    sql: Sql,
    { requestId, distinctIds, columns, after, limit }: Slice<C>,
  ): Promise<EventRow<C>[]> {
    const conditions: [string, unknown[]][] = [['e.request_id = ?', [requestId]]];
    if (distinctIds) conditions.push(['e.distinct_id IN (?)', [distinctIds]]);
    if (after) {
      conditions.push([
        'e.timestamp >= ? AND (e.timestamp > ? OR e.id > ?)',
        [after.at, after.at, after.id],
      ]);
    }
    return sql.query(
      `SELECT ${selected(columns)} FROM journey_events e FORCE INDEX (idx_request)
        WHERE ${conditions.map(([condition]) => condition).join(' AND ')}
        ORDER BY e.timestamp, e.id LIMIT ?`,
      [...conditions.flatMap(([, values]) => values), limit],
    );
  }
}
