import { UsageDays } from '@trailmark/contracts';
import { Day } from '@trailmark/measures';
import { merged } from './merge.js';
import { UsageRow, UsageValues } from './usage-row.js';

/** What is known of some days: the rows, and what the events add up to, if they answer. */
export interface Known {
  stored: UsageRow[];
  events: UsageDays | null;
}

/** The figures of a day, and how many events it has. */
export interface KnownDay {
  values: UsageValues;
  events: number;
}

/** Days that have a row or an event, newest first. */
export const datesOf = ({ stored, events }: Known): Day[] => {
  const dates = new Set([...stored, ...(events?.days ?? [])].map(({ date }) => date));
  return [...dates].sort().reverse();
};

/** Those days, with figures as fresh as the events'; features and flow only where they were read. */
export const daysOf = (known: Known): Map<Day, KnownDay> => {
  const rows = new Map(known.stored.map((row) => [row.date, row]));
  const figures = new Map((known.events?.days ?? []).map((day) => [day.date, day]));
  const days = datesOf(known).map((date): [Day, KnownDay] => {
    const row = rows.get(date);
    const day = figures.get(date) ?? row?.derivation?.day ?? null;
    const values = merged(row?.submission?.values ?? null, day);
    return [date, { values, events: day?.events ?? 0 }];
  });
  return new Map(days);
};
