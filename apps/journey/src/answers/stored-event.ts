import { RecordSource } from '../store/journey-record.js';

/** An event as it is kept, with what its columns tell. */
export interface StoredEvent {
  /** ISO 8601, milliseconds. */
  timestamp: string;
  event: string;
  sessionId: string | null;
  requestId: string | null;
  errorType: string | null;
  endpoint: string | null;
  method: string | null;
  statusCode: number | null;
  durationMs: number | null;
  thresholdMs: number | null;
  /** JSON text of an object. */
  properties: string;
  source: RecordSource;
}

/** What an answer may need of an event beside its time. */
export type EventColumn = Exclude<keyof StoredEvent, 'timestamp'>;

/** An event of which only these columns were read. */
export type EventOf<C extends EventColumn> = Pick<StoredEvent, C> & Pick<StoredEvent, 'timestamp'>;

/** Where an event lies; `at` is `DATETIME(6)` text, which a Date would cut. */
export interface EventKey {
  at: string;
  id: Buffer;
}

export type EventRow<C extends EventColumn> = EventKey & Pick<StoredEvent, C>;

const COLUMNS: Record<EventColumn, string> = {
  event: 'e.event',
  sessionId: 'e.session_id',
  requestId: 'e.request_id',
  errorType: 'e.error_type',
  endpoint: 'e.endpoint',
  method: 'e.method',
  statusCode: 'e.status_code',
  durationMs: 'e.duration_ms',
  thresholdMs: 'e.threshold_ms',
  // Every database hands text out as it is; a JSON column some would read.
  properties: 'CAST(e.properties AS CHAR)',
  source: 'e.source',
};

/** The select list of an EventRow, of a table `e`. */
export const selected = (columns: readonly EventColumn[]): string =>
  [
    'CAST(e.timestamp AS CHAR) AS at',
    'e.id',
    ...columns.map((column) => `${COLUMNS[column]} AS ${column}`),
  ].join(', ');

export const toStoredEvent = <C extends EventColumn>(row: EventRow<C>): EventOf<C> => ({
  ...row,
  timestamp: `${row.at.slice(0, 10)}T${row.at.slice(11, 23)}Z`,
});
