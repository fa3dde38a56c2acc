import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { workspaceRoot } from '../workspace.js';
import { type Stored, storedUnder } from './recount.repository.js';
import { type Sender } from './sender.js';

const DRAIN_MS = 90_000;

/** Where a product with the usual schemas is reached. */
export interface Product {
  apiUrl: string;
  /** The database's administrator. */
  adminUrl: string;
}

/** What came of everything that clients were told is recorded. All but the first are to be 0. */
export interface Proof {
  acknowledged: number;
  lost: number;
  doubled: number;
  /** Rows of derived tables that a recount of the raw events finds otherwise. */
  wrongCounters: number;
  brokenChains: number;
}

const unionOf = (sets: Set<string>[]): Set<string> => new Set(sets.flatMap((set) => [...set]));

const lostOf = (acknowledged: Set<string>, { keys }: Stored): number =>
  [...acknowledged].filter((key) => !keys.has(key)).length;

const doubledOf = ({ keys, rows }: Stored): number => Math.max(0, rows - keys.size);

/** `derived check` of the events service, as an operator runs it; its last line says how many rows differ. */
async function wrongCounters(adminUrl: string): Promise<number> {
  const url = new URL(adminUrl);
  url.pathname = '/trailmark_events';
  const script = join(workspaceRoot, 'apps/events/dist/derived.js');
  const child = spawn(process.execPath, [script, 'check'], {
    env: { PATH: process.env.PATH, DATABASE_URL: url.toString() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  const [, differing] = /(\d+) rows differ\s*$/.exec(output) ?? [];
  if (differing === undefined) throw new Error(`the check did not end:\n${output}`);
  return Number(differing);
}

async function isIntact(apiUrl: string, token: string, user: string): Promise<boolean> {
  const response = await fetch(`${apiUrl}/analytics/activities/${user}/verify`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { data } = (await response.json()) as { data: { intact: boolean } };
  return data.intact;
}

/** Waits until everything acknowledged is stored, or time is over, then counts again from the tables. */
export async function prove(
  { apiUrl, adminUrl }: Product,
  token: string,
  senders: readonly Sender[],
  usersFrom: string,
): Promise<Proof> {
  const events = unionOf(senders.map((sender) => sender.events));
  const activities = unionOf(senders.map((sender) => sender.activities));
  const sql = await createConnection({ uri: adminUrl });
  try {
    const read = () =>
      Promise.all([
        storedUnder(sql, 'trailmark_events.analytics_events', usersFrom),
        storedUnder(sql, 'trailmark_activity.activity_logs', usersFrom),
      ]);
    const missing = ([one, other]: Stored[]) =>
      lostOf(events, one as Stored) + lostOf(activities, other as Stored);
    const deadline = Date.now() + DRAIN_MS;
    let stored = await read();
    while (missing(stored) > 0 && Date.now() < deadline) {
      await sleep(500);
      stored = await read();
    }
    const intact = await Promise.all(senders.map(({ user }) => isIntact(apiUrl, token, user)));
    return {
      acknowledged: events.size + activities.size,
      lost: missing(stored),
      doubled: stored.reduce((sum, one) => sum + doubledOf(one), 0),
      wrongCounters: await wrongCounters(adminUrl),
      brokenChains: intact.filter((one) => !one).length,
    };
  } finally {
    await sql.end();
  }
}
