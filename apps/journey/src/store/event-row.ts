import { MAX_DISTINCT_ID } from '@trailmark/contracts';
import { Classification, classify } from './classification.js';
import { JourneyRecord } from './journey-record.js';
import { cut } from './told.js';

const MAX_EVENT = 255;

/** An event with everything that has a column. */
export type EventRow = JourneyRecord & Classification;

/** A distinct id as the database compares it: it pads with spaces. */
export const distinctIdOf = (text: string): string =>
  cut(text.toWellFormed(), MAX_DISTINCT_ID).trimEnd();

/** Each event once, as it will be stored. A link of an id with itself says nothing. */
export const toRows = (records: JourneyRecord[]): EventRow[] => {
  const rows = records.map((record): EventRow => {
    const distinctId = distinctIdOf(record.distinctId);
    const linkedId = distinctIdOf(record.link?.distinct_id ?? '');
    const isLink = linkedId !== '' && linkedId !== distinctId;
    return {
      ...record,
      ...classify(record.event, record.properties),
      event: cut(record.event.toWellFormed(), MAX_EVENT),
      distinctId,
      link: record.link && isLink ? { ...record.link, distinct_id: linkedId } : null,
    };
  });
  const firsts = new Map<string, EventRow>();
  for (const row of rows) if (!firsts.has(row.id)) firsts.set(row.id, row);
  return [...firsts.values()];
};
