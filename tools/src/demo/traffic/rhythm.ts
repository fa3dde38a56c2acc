import type { Habit, Rhythm } from '../people/habit.js';
import type { Random, Weighted } from '../random/random.js';
import { weekdayOf } from './calendar.js';

/** How much of an ordinary day's visits fall on a weekday, Sunday first. */
const WEEK: Record<Rhythm, readonly number[]> = {
  work: [0.2, 1.1, 1.15, 1.15, 1.1, 0.9, 0.25],
  leisure: [0.75, 0.9, 0.95, 1, 0.95, 0.8, 0.7],
};

type Hours = readonly [Weighted<number>, ...Weighted<number>[]];

/** Visits by hour of the local day, from midnight. */
const hours = (first: number, ...others: readonly number[]): Hours => [
  { weight: first, value: 0 },
  ...others.map((weight, index) => ({ weight, value: index + 1 })),
];

const DAY: Record<Rhythm, Hours> = {
  work: hours(1, 0, 0, 0, 0, 1, 2, 8, 20, 30, 32, 28, 16, 22, 30, 30, 26, 18, 8, 5, 4, 4, 3, 2),
  leisure: hours(3, 2, 1, 0, 0, 1, 3, 6, 8, 8, 8, 9, 12, 11, 9, 9, 11, 14, 18, 24, 28, 26, 17, 8),
};

function isAround({ phases }: Habit, day: number): boolean {
  return phases === null || (day + phases.shift) % phases.cycle < phases.stay;
}

/** The mean number of visits on that local day. */
export function expectedVisits(habit: Habit, day: number): number {
  if (!isAround(habit, day)) return 0;
  return habit.visitsPerDay * (WEEK[habit.rhythm][weekdayOf(day)] ?? 1);
}

/** Milliseconds from local midnight. */
export const timeOfDay = (rhythm: Rhythm, random: Random): number =>
  Math.floor((random.weighted(DAY[rhythm]) + random.fraction()) * 3_600_000);
