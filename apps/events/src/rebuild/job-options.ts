import { parseArgs } from 'node:util';
import { DAY_MS, Interval, isDay } from '@trailmark/measures';

export const USAGE = `Usage: derived check|rebuild [--user ID] [--from DAY] [--to DAY]
Days are of UTC, YYYY-MM-DD, both included.`;

/** What a job looks at. */
export interface Scope {
  /** Null: every user. */
  userId: string | null;
  /** From midnight to midnight, UTC. */
  interval: Interval;
  /** Nothing was left out: neither users nor days. */
  whole: boolean;
}

export interface JobOptions extends Scope {
  job: 'check' | 'rebuild';
}

/** The years that the database takes. */
const FIRST_DAY = '1000-01-01';
const LAST_DAY = '9999-12-30';

const toInterval = (from: string, to: string): Interval => {
  if (!isDay(from) || !isDay(to)) throw new RangeError('A day is written YYYY-MM-DD.');
  if (from < FIRST_DAY || to > LAST_DAY || from > to)
    throw new RangeError('--from must not be after --to.');
  return { from: new Date(Date.parse(from)), to: new Date(Date.parse(to) + DAY_MS) };
};

/** Reads a command line. @throws RangeError or TypeError telling what is wrong with it. */
export const jobOptions = (args: string[]): JobOptions => {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    options: { user: text, from: text, to: text },
    allowPositionals: true,
  });
  const [job, ...others] = positionals;
  if ((job !== 'check' && job !== 'rebuild') || others.length > 0)
    throw new RangeError('Say check or rebuild.');
  const { user, from, to } = values;
  if (user === '') throw new RangeError('--user must not be empty.');
  return {
    job,
    userId: user ?? null,
    interval: toInterval(from ?? FIRST_DAY, to ?? LAST_DAY),
    whole: user === undefined && from === undefined && to === undefined,
  };
};
