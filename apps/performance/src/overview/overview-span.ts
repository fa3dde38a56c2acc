import { addDays, alignedTo, Day, DAY_MS, Interval, utcToDay } from '@trailmark/measures';

/** Days `first` to `last`, both included. */
export type Days = readonly [first: Day, last: Day];

/** A period, cut into the UTC days that lie wholly in it and what is left at its ends. */
export interface Span {
  /** Null when no whole day lies in the period. */
  whole: { interval: Interval; days: Days } | null;
  /** At most two, each within one day. */
  edges: readonly Interval[];
}

const dayBefore = (at: Date): Day => utcToDay(at.getTime() - 1);

/** Whole days are read from what was counted of them, edges from the measurements themselves. */
export const spanOf = (period: Interval): Span => {
  const { whole, edges } = alignedTo(DAY_MS, period);
  if (!whole) return { whole, edges };
  const days: Days = [utcToDay(whole.from.getTime()), dayBefore(whole.to)];
  return { whole: { interval: whole, days }, edges };
};

/** The UTC days a period touches, and as many before them. */
export const judgedDays = ({ from, to }: Interval): { current: Days; previous: Days } => {
  const first = utcToDay(from.getTime());
  const last = dayBefore(to);
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
  return { current: [first, last], previous: [addDays(first, -count), addDays(first, -1)] };
};
