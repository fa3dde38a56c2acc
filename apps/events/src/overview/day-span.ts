import { Day, DAY_MS, Interval, lengthOf, utcToDay } from '@trailmark/measures';

/** Raw rows of an interval that count for 1, or against what whole days already hold. */
export interface Correction extends Interval {
  sign: 1 | -1;
}

/** A period as UTC days that are counted whole, and what raw rows add to them or take away. */
export interface DaySpan {
  /** Both included; null when no day is counted. */
  days: { first: Day; last: Day } | null;
  corrections: Correction[];
}

const startOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS) * DAY_MS;
const intervalOf = (from: number, to: number): Interval => ({
  from: new Date(from),
  to: new Date(to),
});

/** What has not come yet is nearly empty, and so costs nothing to read. */
const costOf = (intervals: Interval[], now: Date): number =>
  intervals
    .map(({ from, to }) => ({ from, to: to < now ? to : now }))
    .filter(({ from, to }) => from < to)
    .reduce((sum, interval) => sum + lengthOf(interval), 0);

const signed = (intervals: Interval[], sign: 1 | -1): Correction[] =>
  intervals.map((interval) => ({ ...interval, sign }));

/** A UTC day that the period covers in part: counted or not, and corrected by the cheaper part. */
const partial = (day: number, { from, to }: Interval, now: Date) => {
  const end = day + DAY_MS;
  const [start, stop] = [Math.max(day, from.getTime()), Math.min(end, to.getTime())];
  const covered = [intervalOf(start, stop)];
  const rest = [intervalOf(day, start), intervalOf(stop, end)].filter((part) => lengthOf(part) > 0);
  const whole = costOf(rest, now) < costOf(covered, now);
  return { whole, corrections: whole ? signed(rest, -1) : signed(covered, 1) };
};

/** Cuts a period so that of the days at its ends never more than half is read from raw rows. */
export const daySpanOf = (period: Interval, now: Date): DaySpan => {
  let first = startOf(period.from);
  let last = startOf(new Date(period.to.getTime() - 1));
  const isWhole = (day: number) =>
    day >= period.from.getTime() && day + DAY_MS <= period.to.getTime();
  const corrections: Correction[] = [];
  const ends = [...new Set([first, last])].filter((day) => !isWhole(day));
  for (const day of ends) {
    const edge = partial(day, period, now);
    corrections.push(...edge.corrections);
    if (edge.whole) continue;
    if (day === first) first += DAY_MS;
    else last -= DAY_MS;
  }
  const days = first > last ? null : { first: utcToDay(first), last: utcToDay(last) };
  return { days, corrections };
};
