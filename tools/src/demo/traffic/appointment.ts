import type { Person } from '../people/person.js';
import { Random } from '../random/random.js';
import { isoDay, startOfLocalDay } from './calendar.js';
import { expectedVisits, timeOfDay } from './rhythm.js';

/** That somebody comes, and when; what happens then is drawn later. */
export interface Appointment {
  readonly person: Person;
  /** Also the session id. */
  readonly visitId: string;
  readonly startsAt: number;
}

/** The visits that somebody begins on that day of their own calendar. */
export function appointmentsOf(seed: number, person: Person, day: number): Appointment[] {
  const random = Random.of(seed, 'appointments', person.index, day);
  const { habit, place, index } = person;
  const count = random.poisson(expectedVisits(habit, day));
  if (count === 0) return [];
  const midnight = startOfLocalDay(place.timezone, day);
  const user = String(index + 1).padStart(4, '0');
  return Array.from({ length: count }, (_, number) => ({
    person,
    visitId: `s${seed}-${user}-${isoDay(day).replaceAll('-', '')}-${number + 1}`,
    startsAt: midnight + timeOfDay(habit.rhythm, random),
  }));
}
