import { type Progress } from '@trailmark/tools';
import { EVENTS_A_GROUP, GIANT, growTo, seedGiant, seedGroup, usersOf } from '../data/seed.js';
import { runLoad } from '../load/run-load.js';
import { median } from '../measure/quantile.js';
import { type LoadResult } from '../load/job.js';
import { type Outcome } from '../report/figure.js';
import { Figures } from '../report/figures.js';
import { type BenchServers } from '../servers/bench-servers.js';

export interface DashboardPlan {
  /** Stored events at which dashboards are read, ascending. */
  sizes: number[];
  giantEvents: number;
  /** Ordinary users whose dashboards are read. */
  users: number;
  rounds: number;
}

/** Reads of the giant's dashboard in a round; each is cold. */
const GIANT_READS = 5;
const CACHED_READS = 2000;

const listOf = (user: string): string => `/analytics/events?user_id=${user}&limit=50`;

const pathOf = (user: string): string => `/analytics/dashboard/${user}?time_period=last_30_days`;

const anEvent = (user: string): object => ({
  user_id: user,
  session_id: `session_${user}_now`,
  event_type: 'user_action',
  event_name: 'button_click',
  event_category: 'interaction',
  source: 'web_app',
  platform: 'web',
});

/** Reads one after the other, as one who looks at a dashboard does. */
const read = async (
  servers: BenchServers,
  url: string,
  paths: string[],
  requests = paths.length,
): Promise<LoadResult> => {
  const work = { kind: 'read', paths } as const;
  const load = await runLoad({ url, token: servers.token, connections: 1, requests, work });
  if (load.taken !== requests) {
    throw new Error(`${url}: ${JSON.stringify(load.statuses)} instead of ${requests} answers`);
  }
  return load;
};

/** An event of each user takes its dashboard out of the cache, as it does in life. */
const makeCold = async (servers: BenchServers, users: string[]): Promise<void> => {
  for (const user of users) await servers.post('/analytics/events', anEvent(user));
};

interface Latencies {
  ours: LoadResult['latency'];
  theirs: LoadResult['latency'];
}

const readCold = async (servers: BenchServers, users: string[]): Promise<Latencies> => {
  const paths = users.map(pathOf);
  await read(servers, servers.stack.apiUrl, paths);
  await makeCold(servers, users);
  const ours = await read(servers, servers.stack.apiUrl, paths);
  const theirs = await read(servers, servers.obvious.url, paths);
  return { ours: ours.latency, theirs: theirs.latency };
};

/** The giant's, made cold before every single read: of a few, the highest percentiles are the slowest. */
const readGiant = async (servers: BenchServers): Promise<Latencies> => {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let n = 0; n < GIANT_READS; n += 1) {
    await makeCold(servers, [GIANT]);
    ours.push((await read(servers, servers.stack.apiUrl, [pathOf(GIANT)])).latency.p95);
    theirs.push((await read(servers, servers.obvious.url, [pathOf(GIANT)])).latency.p95);
  }
  const latencyOf = (values: number[]) => ({
    p50: median(values),
    p95: Math.max(...values),
    p99: Math.max(...values),
  });
  return { ours: latencyOf(ours), theirs: latencyOf(theirs) };
};

const addBoth = (figures: Figures, name: string, { ours, theirs }: Latencies): void => {
  for (const quantile of ['p50', 'p95'] as const) {
    figures.add(`${name}: Trailmark, ${quantile}`, 'ms', ours[quantile]);
    figures.add(`${name}: obvious, ${quantile}`, 'ms', theirs[quantile]);
  }
};

const millions = (events: number): string => `${events / 1e6} M events`;

const ordinaryAt = (events: number): string =>
  `ordinary user's dashboard, cold, ${millions(events)}`;

const giantOf = (events: number): string => `dashboard of one with ${millions(events)}, cold`;

const ratios = (over: number[], under: number[]): number[] =>
  over.map((value, index) => value / (under[index] ?? Number.NaN));

/** What a reader who waits is told about the rounds of a figure. */
const saidOf = (figures: Figures, name: string): string => {
  const p95 = (of: string): string => median(figures.roundsOf(`${name}: ${of}, p95`)).toFixed(1);
  return `${name}: p95 ${p95('Trailmark')} ms, the obvious way's ${p95('obvious')} ms`;
};

/** Dashboards of ordinary users at every size, then of one giant, then out of the cache. */
export const measureDashboards = async (
  servers: BenchServers,
  plan: DashboardPlan,
  progress: Progress,
): Promise<Outcome> => {
  const figures = new Figures();
  const measure = (name: string, readOnce: () => Promise<Latencies>): Promise<void> =>
    progress.step(
      name,
      async () => {
        for (let round = 0; round < plan.rounds; round += 1) {
          addBoth(figures, name, await readOnce());
        }
      },
      () => saidOf(figures, name),
    );
  await progress.step(`${millions(EVENTS_A_GROUP)} recorded`, () => seedGroup(servers));
  let groups = 1;
  for (const size of plan.sizes) {
    const wanted = Math.max(groups, Math.round(size / EVENTS_A_GROUP));
    await progress.step(`${millions(size)} stored`, () => growTo(servers, wanted, groups));
    groups = wanted;
    const users = usersOf(groups - 1, plan.users);
    await measure(ordinaryAt(size), () => readCold(servers, users));
    for (let round = 0; round < plan.rounds; round += 1) {
      const { latency } = await read(servers, servers.stack.apiUrl, users.map(listOf));
      figures.add(`a user's 50 newest events, ${millions(size)}, p50`, 'ms', latency.p50);
      figures.add(`a user's 50 newest events, ${millions(size)}, p95`, 'ms', latency.p95);
    }
  }
  await progress.step(`one user's ${millions(plan.giantEvents)} stored`, () =>
    seedGiant(servers, plan.giantEvents),
  );
  await measure(giantOf(plan.giantEvents), () => readGiant(servers));
  const [user = ''] = usersOf(0, 1);
  for (let round = 0; round < plan.rounds; round += 1) {
    await read(servers, servers.stack.apiUrl, [pathOf(user)]);
    const cached = await read(servers, servers.stack.apiUrl, [pathOf(user)], CACHED_READS);
    figures.add('dashboard, cached: Trailmark, p99', 'ms', cached.latency.p99);
  }
  return { figures: figures.all, goals: goalsOf(figures, plan) };
};

const goalsOf = (figures: Figures, { sizes, giantEvents }: DashboardPlan): Outcome['goals'] => {
  const of = (name: string): number[] => figures.roundsOf(name);
  const [smallest = 0, largest = 0] = [sizes[0], sizes.at(-1)];
  const [giant, first, last] = [giantOf(giantEvents), ordinaryAt(smallest), ordinaryAt(largest)];
  return [
    {
      name: `${giant}: times faster than the obvious way, p95`,
      rounds: ratios(of(`${giant}: obvious, p95`), of(`${giant}: Trailmark, p95`)),
      atLeast: 50,
    },
    {
      name: `${first}: times the obvious way's, p95`,
      rounds: ratios(of(`${first}: Trailmark, p95`), of(`${first}: obvious, p95`)),
      atMost: 2,
    },
    {
      name: `ordinary dashboard's p95 at ${millions(largest)}, times that at ${millions(smallest)}`,
      rounds: ratios(of(`${last}: Trailmark, p95`), of(`${first}: Trailmark, p95`)),
      atMost: 1.3,
    },
    {
      name: 'cached dashboard p99, share of cold p50',
      rounds: ratios(of('dashboard, cached: Trailmark, p99'), of(`${last}: Trailmark, p50`)),
      atMost: 0.2,
    },
  ];
};
