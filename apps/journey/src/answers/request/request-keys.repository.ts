import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { EventKey } from '../event-keys.repository.js';

/** Finds the events of one request without reading them. */
@Injectable()
export class RequestKeysRepository {
  /** The oldest first. @param distinctIds only of these; null: of all. */
  find(
    sql: Sql,
    requestId: string,
    distinctIds: readonly string[] | null,
    limit: number,
  ): Promise<EventKey[]> {
    return sql.query(
      `SELECT CAST(timestamp AS CHAR) AS at, id FROM journey_events USE INDEX (idx_request)
        WHERE request_id = ? ${distinctIds ? 'AND distinct_id IN (?)' : ''}
        ORDER BY timestamp, id LIMIT ?`,
      [requestId, ...(distinctIds ? [distinctIds] : []), limit],
    );
  }
}
