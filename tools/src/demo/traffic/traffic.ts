import type { Person } from '../people/person.js';
import { type Appointment, appointmentsOf } from './appointment.js';
import { DAY_MS } from './calendar.js';
import { type Visit, visitOf } from './visit.js';

/** Whose traffic, and of which time. */
export interface World {
  readonly seed: number;
  readonly people: readonly Person[];
  /** UTC, both included; see calendar.ts. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Nothing happens after it; milliseconds since 1970. */
  readonly now: number;
}

/** The first and the last instant of which something is told. */
export const spanOf = ({ firstDay, lastDay, now }: World) => ({
  from: firstDay * DAY_MS,
  to: Math.min((lastDay + 1) * DAY_MS - 1, now),
});

/** Who comes on that day of UTC, in order. Their own calendars may be a day behind or ahead. */
function appointmentsOn({ seed, people }: World, day: number): Appointment[] {
  const begin = day * DAY_MS;
  return people
    .flatMap((person) => [-1, 0, 1].flatMap((ahead) => appointmentsOf(seed, person, day + ahead)))
    .filter(({ startsAt }) => startsAt >= begin && startsAt < begin + DAY_MS)
    .sort((a, b) => a.startsAt - b.startsAt || a.person.index - b.person.index);
}

/**
 * Every visit that begins in the world's days, by its start. Made one by one as they are asked for; only one
 * day's appointments are held. A visit depends on the seed, the user and the day alone, so that a longer time
 * or more users add visits and change none.
 */
export function* trafficOf(world: World): Generator<Visit> {
  const { to } = spanOf(world);
  for (let day = world.firstDay; day <= world.lastDay; day += 1) {
    for (const appointment of appointmentsOn(world, day)) {
      if (appointment.startsAt > to) return;
      const visit = visitOf(world.seed, appointment);
      yield { ...visit, steps: visit.steps.filter(({ at }) => at <= to) };
    }
  }
}
