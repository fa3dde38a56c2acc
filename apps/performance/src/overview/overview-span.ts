import { addDays, Day, DAY_MS, Interval, utcToDay } from '@trailmark/measures';

/** Days `first` to `last`, both included. */
export type Days = readonly [first: Day, last: Day];

/** A period, cut into the UTC days that lie wholly in it and what is left at its ends. */
export interface Span {
  /** Null when no whole day lies in the period. */
  whole: { interval: Interval; days: Days } | null;
  /** At most two, each shorter than a day unless it is the period itself. */
  edges: Interval[];
}

const isEmpty = ({ from, to }: Interval): boolean => from >= to;

const dayBefore = (at: Date): Day => utcToDay(at.getTime() - 1);

/** Whole days are read from what was counted of them, edges from the measurements themselves. */
export const spanOf = ({ from, to }: Interval): Span => {
  const first = new Date(Math.ceil(from.getTime() / DAY_MS) * DAY_MS);
  const end = new Date(Math.floor(to.getTime() / DAY_MS) * DAY_MS);
  if (first >= end) return { whole: null, edges: [{ from, to }] };
  const edges = [
    { from, to: first },
    { from: end, to },
  ].filter((edge) => !isEmpty(edge));
  const days: Days = [utcToDay(first.getTime()), dayBefore(end)];
  return { whole: { interval: { from: first, to: end }, days }, edges };
};

/** The UTC days a period touches, and as many before them. */
export const judgedDays = ({ from, to }: Interval): { current: Days; previous: Days } => {
  const first = utcToDay(from.getTime());
  const last = dayBefore(to);
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
  return { current: [first, last], previous: [addDays(first, -count), addDays(first, -1)] };
};
