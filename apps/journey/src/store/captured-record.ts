import { CapturedEvent } from '@trailmark/contracts';
import { JourneyRecord } from './journey-record.js';

const MICROS = 6;

/** An ISO 8601 instant as `DATETIME(6)` text, to the microsecond that it tells. */
export const toSqlInstant = (iso: string): string => {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? '';
  const seconds = new Date(iso).toISOString().slice(0, 19).replace('T', ' ');
  return `${seconds}.${fraction.padEnd(MICROS, '0').slice(0, MICROS)}`;
};

export const toRecord = (captured: CapturedEvent): JourneyRecord => ({
  id: captured.uuid.toLowerCase(),
  source: 'capture',
  event: captured.event,
  distinctId: captured.distinct_id,
  timestamp: toSqlInstant(captured.timestamp),
  properties: captured.properties,
  set: captured.set,
  setOnce: captured.set_once,
  link: captured.link,
});
