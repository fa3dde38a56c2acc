import { setTimeout as sleep } from 'node:timers/promises';
import { runLimit } from '../contenders/run-limit.js';
import { type LoadResult } from '../load/job.js';
import { runLoad } from '../load/run-load.js';
import { usageOf } from '../measure/process-usage.js';
import { type StoredBytes, storedBytes } from '../measure/stored-bytes.repository.js';
import { type Outcome } from '../report/figure.js';
import { Figures } from '../report/figures.js';
import {
  BenchServers,
  EVENTS_TABLE,
  LIMIT_TABLE,
  OBVIOUS_TABLE,
} from '../servers/bench-servers.js';

export interface IngestPlan {
  /** Also the name of its figures. */
  name: string;
  /** Events of one request. */
  events: number;
  requests: number;
  connections: number;
  rounds: number;
  /** Whether the limit is measured beside: it has no requests. */
  limit: boolean;
}

/** Servers, and what Trailmark is compared with. */
const NOT_OURS = ['database', 'nats', 'obvious'];

const MOST_RSS_MIB = 180;

interface Sent {
  load: LoadResult;
  /** From the first request until every acknowledged row was in the table. */
  seconds: number;
  cpu: Map<string, number>;
}

/** Rows come later than their answers when those said `queued`. */
const untilStored = async (servers: BenchServers, table: string, rows: number): Promise<void> => {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const stored = await servers.countRows(table);
    if (stored === rows) return;
    if (stored > rows || Date.now() > deadline) {
      throw new Error(`${table} has ${stored} rows, and ${rows} were acknowledged`);
    }
    await sleep(20);
  }
};

/** With what it left in the tables, and what each process had of memory at its end. */
interface SentToUs extends Sent {
  stored: StoredBytes;
  memory: Map<string, number>;
}

const cpuOf = (servers: BenchServers): Map<string, number> =>
  new Map([...servers.pids].map(([name, pid]) => [name, usageOf(pid).cpuSeconds]));

/** Of each of our own processes, MiB. */
const memoryOf = ({ pids }: BenchServers): Map<string, number> =>
  new Map(
    [...pids]
      .filter(([name]) => !NOT_OURS.includes(name))
      .map(([name, pid]) => [name, usageOf(pid).rssMib]),
  );

/** Sends one round to one contender and counts what it stored. */
const send = async (
  servers: BenchServers,
  { events, requests, connections }: IngestPlan,
  { url, table, seed }: { url: string; table: string; seed: number },
): Promise<Sent> => {
  const before = await servers.countRows(table);
  const cpuBefore = cpuOf(servers);
  const work = { kind: 'record', seed, events } as const;
  const load = await runLoad({ url, token: servers.token, connections, requests, work });
  const answered = performance.now();
  if (load.taken !== requests) {
    throw new Error(`${url} took ${load.taken} of ${requests}: ${JSON.stringify(load.statuses)}`);
  }
  await untilStored(servers, table, before + load.taken * events);
  const late = (performance.now() - answered) / 1000;
  const cpu = new Map(
    [...cpuOf(servers)].map(([name, after]) => [name, after - (cpuBefore.get(name) ?? 0)]),
  );
  cpu.set('clients', load.cpuSeconds);
  return { load, seconds: load.seconds + (load.statuses['202'] ? late : 0), cpu };
};

/** A round to Trailmark. */
const sendOurs = async (
  servers: BenchServers,
  plan: IngestPlan,
  seed: number,
): Promise<SentToUs> => {
  const { sql, stack } = servers;
  const had = await storedBytes(sql, EVENTS_TABLE);
  const sent = await send(servers, plan, { url: stack.apiUrl, table: EVENTS_TABLE, seed });
  const memory = memoryOf(servers);
  const has = await storedBytes(sql, EVENTS_TABLE);
  return { ...sent, memory, stored: { raw: has.raw - had.raw, all: has.all - had.all } };
};

type Add = (name: string, unit: string, value: number) => void;

const addUsage = (add: Add, { cpu, memory }: SentToUs, facts: number): void => {
  for (const [name, seconds] of cpu) {
    if (seconds > 0) add(`Trailmark, CPU of ${name}`, 'µs/event', (seconds / facts) * 1e6);
  }
  for (const [name, mib] of memory) add(`Trailmark, RSS of ${name}`, 'MiB', mib);
};

/** One kind of load on each contender in turn, round after round. */
export const measureIngest = async (servers: BenchServers, plan: IngestPlan): Promise<Outcome> => {
  const facts = plan.events * plan.requests;
  const figures = new Figures();
  const add: Add = (name, unit, value) => figures.add(`${plan.name}: ${name}`, unit, value);
  const ratios = { limit: [] as number[], obvious: [] as number[] };
  const largest: number[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const ours = await sendOurs(servers, plan, round);
    add('Trailmark, raw rows', 'bytes/event', ours.stored.raw / facts);
    add('Trailmark, with what derives', 'bytes/event', ours.stored.all / facts);
    const { url } = servers.obvious;
    const theirs = await send(servers, plan, { url, table: OBVIOUS_TABLE, seed: round });
    for (const [who, sent] of [
      ['Trailmark', ours],
      ['obvious', theirs],
    ] as const) {
      add(`${who}, events`, '/s', facts / sent.seconds);
      add(`${who}, latency p50`, 'ms', sent.load.latency.p50);
      add(`${who}, latency p99`, 'ms', sent.load.latency.p99);
    }
    addUsage(add, ours, facts);
    largest.push(Math.max(...ours.memory.values()));
    ratios.obvious.push(theirs.seconds / ours.seconds);
    if (plan.limit) {
      const seconds = await limit(servers, facts);
      add('limit, events', '/s', facts / seconds);
      ratios.limit.push(seconds / ours.seconds);
    }
  }
  const batch = plan.events > 1;
  return {
    figures: figures.all,
    goals: [
      ...(plan.limit
        ? [{ name: `${plan.name} against the limit`, rounds: ratios.limit, atLeast: 0.6 }]
        : []),
      {
        name: `${plan.name} against the obvious way`,
        rounds: ratios.obvious,
        atLeast: batch ? 4 : 1,
      },
      {
        name: `${plan.name}: MiB of our largest process`,
        rounds: largest,
        atMost: MOST_RSS_MIB,
      },
    ],
  };
};

const limit = (servers: BenchServers, rows: number): Promise<number> => {
  const { adminUrl } = servers.stack;
  return runLimit({ databaseUrl: adminUrl, from: EVENTS_TABLE, to: LIMIT_TABLE, rows });
};
