import { Injectable } from '@nestjs/common';
import { parseJson, Sql } from '@trailmark/platform';
import { RecordSource } from '../store/journey-record.js';
import { EventKey } from './event-keys.repository.js';

/** An event as it is kept, with what its columns tell. */
export interface StoredEvent {
  id: string;
  timestamp: Date;
  event: string;
  sessionId: string | null;
  requestId: string | null;
  errorType: string | null;
  endpoint: string | null;
  method: string | null;
  statusCode: number | null;
  durationMs: number | null;
  thresholdMs: number | null;
  properties: Record<string, unknown>;
  source: RecordSource;
}

type Row = Omit<StoredEvent, 'id'> & { id: Buffer };

/** Rows of one statement: an event's properties may be large. */
const CHUNK = 250;

/** Reads events whose place is known. */
@Injectable()
export class StoredEventsRepository {
  /**
   * Events in the order of their keys, for as long as they are wanted.
   * @param keys each newer than the next, or each older.
   */
  async *read(sql: Sql, keys: readonly EventKey[]): AsyncGenerator<StoredEvent> {
    for (let first = 0; first < keys.length; first += CHUNK) {
      const chunk = keys.slice(first, first + CHUNK);
      const rows = await this.rowsOf(sql, chunk);
      const byId = new Map(rows.map((row) => [row.id.toString('hex'), row]));
      for (const { id } of chunk) {
        const row = byId.get(id.toString('hex'));
        if (row) yield toStoredEvent(row);
      }
    }
  }

  private rowsOf(sql: Sql, keys: readonly EventKey[]): Promise<Row[]> {
    const times = keys.map(({ at }) => at).toSorted();
    return sql.query(
      `SELECT id, timestamp, event, session_id AS sessionId, request_id AS requestId,
              error_type AS errorType, endpoint, method, status_code AS statusCode,
              duration_ms AS durationMs, threshold_ms AS thresholdMs, properties, source
         FROM journey_events FORCE INDEX (idx_id)
        WHERE id IN (?) AND timestamp >= ? AND timestamp <= ?`,
      [keys.map(({ id }) => id), times.at(0), times.at(-1)],
    );
  }
}

const toStoredEvent = (row: Row): StoredEvent => ({
  ...row,
  id: row.id.toString('hex'),
  properties: parseJson<Record<string, unknown>>(row.properties) ?? {},
});
