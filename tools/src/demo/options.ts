import { parseOptions } from '../commands/parse-options.js';
import { UsageError } from '../user-error.js';
import { DAY_MS, dayOf, isoDay } from './traffic/calendar.js';

export const USAGE = `npm run demo -- [options]

Sends the traffic of an imaginary product to a running gateway. The same seed and the same last day make the
same events with the same event_id: what the gateway already has is answered as a duplicate and stored once,
for as long as it remembers event_ids (7 days).

  --users N           how many users (default 50)
  --days N            how many days of traffic (default 30)
  --end YYYY-MM-DD    last day, in UTC (default today; nothing is later than now)
  --seed N            another number makes other traffic (default 1)
  --url URL           the gateway (default: the running stack's, else http://127.0.0.1:8080)
  --token TOKEN       a token of the role service (default: TRAILMARK_TOKEN, else one made with the local
                      stack's secret)
  --batch-size N      events in a request, at most 1000 (default 200)
  --concurrency N     requests at a time (default 4)
  --help              prints this`;

export interface DemoOptions {
  readonly users: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly seed: number;
  readonly url: string | null;
  readonly token: string | null;
  readonly batchSize: number;
  readonly concurrency: number;
}

const KINDS = {
  url: 'string',
  token: 'string',
  users: 'string',
  days: 'string',
  seed: 'string',
  end: 'string',
  'batch-size': 'string',
  concurrency: 'string',
  help: 'boolean',
} as const;

const wrong = (name: string, value: string, expected: string): UsageError =>
  new UsageError(`--${name} is "${value}"; it must be ${expected}. See: npm run demo -- --help`);

function whole(name: string, text: string, [low, high]: readonly [number, number]): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value >= low && value <= high) return value;
  throw wrong(name, text, `a whole number from ${low} to ${high}`);
}

function lastDayOf(text: string | undefined, now: number): number {
  if (text === undefined) return dayOf(now);
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(at) || isoDay(at / DAY_MS) !== text) {
    throw wrong('end', text, 'a date such as 2026-01-31');
  }
  if (at > now)
    throw wrong('end', text, `a day that has begun in UTC, ${isoDay(dayOf(now))} at most`);
  if (at < 0) throw wrong('end', text, 'after 1970');
  return at / DAY_MS;
}

function urlOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol)) return (url.origin + url.pathname).replace(/\/+$/, '');
  throw wrong('url', text, 'an address such as http://127.0.0.1:8080');
}

/** What the command line asks for; null when it asks for help. Throws `UsageError` naming a wrong option. */
export function parseDemoOptions(args: readonly string[], now: number): DemoOptions | null {
  const given = parseOptions(args, KINDS, USAGE);
  if (given.help) return null;
  if (given.token?.trim() === '') throw wrong('token', given.token, 'a token');
  const lastDay = lastDayOf(given.end, now);
  const days = whole('days', given.days ?? '30', [1, 3650]);
  return {
    users: whole('users', given.users ?? '50', [1, 100_000]),
    firstDay: lastDay - days + 1,
    lastDay,
    seed: whole('seed', given.seed ?? '1', [0, 2 ** 32 - 1]),
    url: urlOf(given.url),
    token: given.token ?? null,
    batchSize: whole('batch-size', given['batch-size'] ?? '200', [1, 1000]),
    concurrency: whole('concurrency', given.concurrency ?? '4', [1, 64]),
  };
}
