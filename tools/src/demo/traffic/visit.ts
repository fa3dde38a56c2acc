import type { Device } from '../people/devices.js';
import type { Person } from '../people/person.js';
import type { Deed } from '../product/deed.js';
import { Random } from '../random/random.js';
import type { Appointment } from './appointment.js';
import { walk } from './walk.js';

export interface Step {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly deed: Deed;
}

/** One session of one user: what every kind of record is made from. */
export interface Visit {
  /** The session id. */
  readonly id: string;
  readonly person: Person;
  readonly device: Device;
  readonly steps: readonly Step[];
}

/** Draws what happens in a visit. */
export function visitOf(seed: number, { person, visitId, startsAt }: Appointment): Visit {
  const random = Random.of(seed, 'visit', visitId);
  const [main, other] = person.devices;
  const device = other && random.chance(0.3) ? other : main;
  return {
    id: visitId,
    person,
    device,
    steps: [...walk({ habit: person.habit, source: device.source, startsAt, random })],
  };
}
