import { ActivityCategory, ActivityType, Severity } from '@trailmark/contracts';
import { type Day, utcToDay } from '@trailmark/measures';
import { UnchainedActivity } from '../activities/activity.entity.js';

/** How many activities of one kind there are. */
export interface KindCount {
  activityType: ActivityType;
  activityCategory: ActivityCategory;
  severity: Severity;
  activities: number;
  /** Those whose details have a result, and of these the successes. */
  withResult: number;
  successes: number;
}

/** Those of one user on one day (UTC). */
export interface DayCount extends KindCount {
  userId: string;
  day: Day;
}

export interface TagDay {
  userId: string;
  day: Day;
  tag: string;
  activities: number;
}

export const SUCCESS = 'success';

const dayOf = ({ timestamp }: UnchainedActivity): Day => utcToDay(timestamp.getTime());

/** Values by key, in the order in which every writer locks their rows. */
const sorted = <T>(values: Map<string, T>): T[] =>
  [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);

/** What activities add to the counts of their days. */
export const daysOf = (activities: UnchainedActivity[]): DayCount[] => {
  const counts = new Map<string, DayCount>();
  for (const activity of activities) {
    const { userId, activityType, activityCategory, severity, details } = activity;
    const kind = { userId, day: dayOf(activity), activityType, activityCategory, severity };
    const key = JSON.stringify(Object.values(kind));
    const count = counts.get(key) ?? { ...kind, activities: 0, withResult: 0, successes: 0 };
    counts.set(key, {
      ...count,
      activities: count.activities + 1,
      withResult: count.withResult + Number(typeof details?.result === 'string'),
      successes: count.successes + Number(details?.result === SUCCESS),
    });
  }
  return sorted(counts);
};

/** What they add to the counts of their tags; a tag given twice counts once. */
export const tagDaysOf = (activities: UnchainedActivity[]): TagDay[] => {
  const counts = new Map<string, TagDay>();
  for (const activity of activities) {
    for (const tag of new Set(activity.tags)) {
      const place = { userId: activity.userId, day: dayOf(activity), tag };
      const key = JSON.stringify(Object.values(place));
      counts.set(key, { ...place, activities: (counts.get(key)?.activities ?? 0) + 1 });
    }
  }
  return sorted(counts);
};
