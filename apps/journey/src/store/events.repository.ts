import { Injectable } from '@nestjs/common';
import { bytesToUuid, Sql, uuidToBytes } from '@trailmark/platform';
import { chunksOf } from './chunks.js';
import { EventRow } from './event-row.js';
import { toJson } from './told.js';

/** Writes what happened: one row an event. */
@Injectable()
export class EventsRepository {
  /** Those of the ids that are stored, whichever way they came. */
  async known(sql: Sql, ids: string[]): Promise<Set<string>> {
    const known = new Set<string>();
    for (const chunk of chunksOf(ids)) {
      const rows: { id: Buffer }[] = await sql.query(
        'SELECT id FROM journey_events WHERE id IN (?)',
        [chunk.map(uuidToBytes)],
      );
      for (const { id } of rows) known.add(bytesToUuid(id));
    }
    return known;
  }

  /** Fails as a whole when any row does. */
  async insert(sql: Sql, events: EventRow[]): Promise<void> {
    const rows = events.map((event) => ({ event, properties: toJson(event.properties) }));
    for (const chunk of chunksOf(rows, ({ properties }) => properties.length)) {
      await sql.query(
        `INSERT INTO journey_events
           (timestamp, id, distinct_id, event, session_id, request_id, is_request, is_error,
            is_slow, error_type, endpoint, method, status_code, duration_ms, threshold_ms,
            properties, source)
         VALUES ? ON DUPLICATE KEY UPDATE id = journey_events.id`,
        [chunk.map(({ event, properties }) => toCells(event, properties))],
      );
    }
  }
}

const toCells = (event: EventRow, properties: string): unknown[] => [
  event.timestamp,
  uuidToBytes(event.id),
  event.distinctId,
  event.event,
  event.sessionId,
  event.requestId,
  event.isRequest,
  event.isError,
  event.isSlow,
  event.errorType,
  event.endpoint,
  event.method,
  event.statusCode,
  event.durationMs,
  event.thresholdMs,
  properties,
  event.source,
];
