import { SegmentShare } from '@trailmark/contracts';
import { addDays, Day, daysBetween, SEGMENT_WINDOW_DAYS, segmentOf } from '@trailmark/measures';

/** The first of the days that a segment is told from, of which `last` is the last. */
export const windowStart = (last: Day): Day => addDays(last, 1 - SEGMENT_WINDOW_DAYS);

/**
 * The segment a user is in as of the day `last`; none for one never seen until then.
 * @param active days with activity, in any order; all of the window's.
 * @param seen further days on which the user was seen, if any.
 */
export const segmentsOf = (last: Day, active: Day[], seen: (Day | null)[]): SegmentShare[] => {
  const known = [...active, ...seen].filter((day) => day !== null && day <= last).toSorted();
  const sinceDay = (day: Day | null | undefined) => (day == null ? null : daysBetween(day, last));
  const segment = segmentOf({
    daysSinceFirst: sinceDay(known.at(0)),
    daysSinceLast: sinceDay(known.at(-1)),
    activeDays: active.filter((day) => day >= windowStart(last) && day <= last).length,
  });
  return segment === null ? [] : [{ segment, users: 1, percentage: 100 }];
};
