import { Random } from '../random/random.js';
import { SUMMARY_USER } from '../../stack/summary.js';
import { type Device, devicesOf } from './devices.js';
import { type Habit, habitOf } from './habit.js';
import { type Place, PLACES } from './places.js';

export interface Person {
  /** Counts from 0. */
  readonly index: number;
  readonly userId: string;
  readonly place: Place;
  readonly devices: readonly [Device, ...Device[]];
  readonly habit: Habit;
  readonly ipAddress: string;
}

/** Address blocks that RFC 5737 sets aside for examples. */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'] as const;

/**
 * From 0, for the first, to 1. Steps of the golden ratio spread evenly over any number of users, so that a few
 * are as mixed as many.
 */
const rankOf = (index: number): number => (index * 0.618_033_988_749_895) % 1;

/**
 * The user of that number: the same one whatever else is asked for. The first is the user whom `up` prints
 * a token for, and comes nearly every day.
 */
export function personOf(seed: number, index: number): Person {
  const random = Random.of(seed, 'person', index);
  const first = index === 0;
  return {
    index,
    userId: first ? SUMMARY_USER : `user_${seed}_${String(index + 1).padStart(4, '0')}`,
    place: random.weighted<Place>(PLACES),
    devices: devicesOf(random),
    habit: habitOf(rankOf(index), random),
    ipAddress: `${random.pick(NETWORKS)}.${random.int(1, 254)}`,
  };
}

export const peopleOf = (seed: number, count: number): Person[] =>
  Array.from({ length: count }, (_, index) => personOf(seed, index));
