import { Injectable } from '@nestjs/common';
import { bytesToUuid, Sql, uuidToBytes } from '@trailmark/platform';
import { chunksOf } from './chunks.js';
import { EventRow } from './event-row.js';
import { SlowEvent, TWINS_WITHIN_MS } from './slow-twins.js';

interface Row {
  id: Buffer;
  timestamp: string;
  distinct_id: string;
  request_id: string;
  endpoint: string | null;
  is_request: unknown;
  is_error: unknown;
  error_type: string | null;
  duration_ms: number | null;
}

const toSlowEvent = (row: Row): SlowEvent => ({
  id: bytesToUuid(row.id),
  timestamp: row.timestamp,
  distinctId: row.distinct_id,
  requestId: row.request_id,
  endpoint: row.endpoint,
  isRequest: Number(row.is_request) === 1,
  isError: Number(row.is_error) === 1,
  errorType: row.error_type,
  isSlow: true,
  durationMs: row.duration_ms,
});

/** Finds and settles slow requests of which two events tell. */
@Injectable()
export class SlowTwinsRepository {
  /** Stored slow events that tell of the same requests as these, at about the same time. */
  async find(sql: Sql, events: EventRow[]): Promise<SlowEvent[]> {
    const found: Row[] = [];
    for (const chunk of chunksOf(events)) {
      const times = chunk.map(({ timestamp }) => timestamp).toSorted();
      found.push(
        ...(await sql.query<Row[]>(
          `SELECT id, CAST(timestamp AS CHAR) AS timestamp, distinct_id, request_id, endpoint,
                  is_request, is_error, error_type, duration_ms
             FROM journey_events FORCE INDEX (idx_request)
            WHERE request_id IN (?) AND distinct_id IN (?) AND is_slow = 1
              AND timestamp >= ? - INTERVAL ? SECOND AND timestamp <= ? + INTERVAL ? SECOND`,
          [
            chunk.map(({ requestId }) => requestId),
            chunk.map(({ distinctId }) => distinctId),
            times.at(0),
            TWINS_WITHIN_MS / 1000,
            times.at(-1),
            TWINS_WITHIN_MS / 1000,
          ],
        )),
      );
    }
    return found.map(toSlowEvent);
  }

  /** These are slow no longer. */
  async supersede(sql: Sql, events: SlowEvent[]): Promise<void> {
    for (const chunk of chunksOf(events)) {
      await sql.query('UPDATE journey_events SET is_slow = 0 WHERE (timestamp, id) IN (?)', [
        chunk.map(({ timestamp, id }) => [timestamp, uuidToBytes(id)]),
      ]);
    }
  }
}
