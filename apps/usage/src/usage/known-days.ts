import { UsageDays } from '@trailmark/contracts';
import { Day } from '@trailmark/measures';
import { merged } from './merge.js';
import { UsageRow, UsageValues } from './usage-row.js';
import { UsageByDay } from './usage-trend.js';

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

/** Of adjoining days, the later ones first; where the events did not answer for a part, they did for none. */
export const joined = (later: Known, earlier: Known): Known => ({
  stored: [...later.stored, ...earlier.stored],
  events: later.events && earlier.events && joinedEvents(later.events, earlier.events),
});

/** When they were looked at is when the first of them was. */
const joinedEvents = (later: UsageDays, earlier: UsageDays): UsageDays => ({
  ...later,
  as_of: earlier.as_of < later.as_of ? earlier.as_of : later.as_of,
  days: [...earlier.days, ...later.days],
});

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

/** Their figures alone. */
export const valuesByDay = (known: Known): UsageByDay =>
  new Map([...daysOf(known)].map(([date, { values }]) => [date, values]));
