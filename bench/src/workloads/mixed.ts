import { setTimeout as sleep } from 'node:timers/promises';
import { MIXED } from '../data/mixed.js';
import { runLoad } from '../load/run-load.js';
import { type Outcome } from '../report/figure.js';
import { Figures } from '../report/figures.js';
import { type BenchServers } from '../servers/bench-servers.js';

/** Different bodies of each kind; usage is stored once for a user's day, so none is sent twice. */
const REQUESTS = 2000;
const CONNECTIONS = 16;

/** Derived days of use are nobody's submission. */
const OF_MIXED: Record<string, string> = { usage: `user_id LIKE 'mixed\\_%'` };

const counted = async (servers: BenchServers): Promise<number[]> => {
  const counts: number[] = [];
  for (const { name, table } of MIXED) {
    counts.push(await servers.countRows(table, OF_MIXED[name]));
  }
  return counts;
};

const untilStored = async (servers: BenchServers, wanted: number[]): Promise<void> => {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const rows = await counted(servers);
    if (rows.every((count, index) => count === wanted[index])) return;
    if (Date.now() > deadline)
      throw new Error(`stored ${rows.join()}, acknowledged ${wanted.join()}`);
    await sleep(20);
  }
};

/** All kinds of facts at once, an equal number of requests each; every acknowledged one is counted in its table. */
export const measureMixed = async (servers: BenchServers, rounds: number): Promise<Outcome> => {
  const figures = new Figures();
  const facts = MIXED.map((kind) => (kind.facts * REQUESTS) / MIXED.length);
  const all = facts.reduce((sum, count) => sum + count, 0);
  for (let round = 0; round < rounds; round += 1) {
    const before = await counted(servers);
    const started = performance.now();
    const load = await runLoad({
      url: servers.stack.apiUrl,
      token: servers.token,
      connections: CONNECTIONS,
      requests: REQUESTS,
      work: { kind: 'mixed', seed: round, writeKey: servers.stack.writeKey },
    });
    if (load.taken !== REQUESTS)
      throw new Error(`taken ${load.taken}: ${JSON.stringify(load.statuses)}`);
    await untilStored(
      servers,
      before.map((count, index) => count + (facts[index] ?? 0)),
    );
    const seconds = (performance.now() - started) / 1000;
    figures.add('mixed facts, stored and derived', '/s', all / seconds);
    figures.add('mixed facts, latency p50', 'ms', load.latency.p50);
    figures.add('mixed facts, latency p99', 'ms', load.latency.p99);
  }
  return { figures: figures.all, goals: [] };
};
