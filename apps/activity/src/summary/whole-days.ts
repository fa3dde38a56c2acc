import { type Day, DAY_MS, type Interval, utcToDay } from '@trailmark/measures';

/** An interval as the whole days (UTC) in it, which are counted already, and the rest, which is not. */
export interface Split {
  /** From the first day up to but not including the second; null when no day is whole. */
  days: { from: Day; to: Day } | null;
  /** What lies before and after them. */
  edges: Interval[];
}

export const wholeDaysIn = ({ from, to }: Interval): Split => {
  const first = Math.ceil(from.getTime() / DAY_MS) * DAY_MS;
  const end = Math.floor(to.getTime() / DAY_MS) * DAY_MS;
  if (first >= end) return { days: null, edges: [{ from, to }] };
  const edges = [
    { from, to: new Date(first) },
    { from: new Date(end), to },
  ];
  return {
    days: { from: utcToDay(first), to: utcToDay(end) },
    edges: edges.filter((edge) => edge.from < edge.to),
  };
};
