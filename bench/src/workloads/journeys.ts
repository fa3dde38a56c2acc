import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '@trailmark/tools';
import { runLoad } from '../load/run-load.js';
import { type Outcome } from '../report/figure.js';
import { Figures } from '../report/figures.js';
import { type BenchServers } from '../servers/bench-servers.js';

const USER = 'journey_of_50000';
const EVENTS = 50_000;
const DAYS = 365;
const BATCH = 500;
const READS = 50;

const DAY_MS = 86_400_000;

/** By what they are called in the report. */
const ROUTES: Record<string, string> = {
  'activity, 365 days': 'activity?days=365',
  'events, 365 days': 'events?days=365',
  'errors, 365 days': 'errors?days=365',
  'slow requests, 365 days': 'slow-requests?days=365',
  'journey, 7 days': 'journey?days=7',
};

/** Requests over a year, of which some fail, some are slow and some are errors. */
const eventOf = (random: Random, n: number): object => {
  const failed = n % 20 === 3;
  return {
    event: n % 20 === 13 ? 'api_error' : 'api_request',
    distinct_id: USER,
    timestamp: new Date(Date.now() - ((EVENTS - n) / EVENTS) * (DAYS - 1) * DAY_MS).toISOString(),
    properties: {
      endpoint: `/api/things/${random.int(1, 20)}`,
      method: 'GET',
      status_code: failed ? 500 : 200,
      response_time_ms: n % 20 === 5 ? random.int(1100, 4000) : random.int(5, 900),
      request_id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    },
  };
};

const seed = async (servers: BenchServers): Promise<void> => {
  const random = Random.of('journeys');
  for (let first = 0; first < EVENTS; first += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, at) => eventOf(random, first + at));
    await servers.post('/batch/', { api_key: servers.stack.writeKey, batch });
  }
  const stored = () =>
    servers.countRows('trailmark_journey.journey_events', `distinct_id = '${USER}'`);
  while ((await stored()) < EVENTS) await sleep(100);
};

/** What support reads of one user with 50 000 events in a year, one request after the other. */
export const measureJourneys = async (servers: BenchServers, rounds: number): Promise<Outcome> => {
  const figures = new Figures();
  await seed(servers);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, route] of Object.entries(ROUTES)) {
      const paths = [`/api/analytics/user/${route}&user_id=${USER}`];
      const { latency, taken } = await runLoad({
        url: servers.stack.apiUrl,
        token: servers.token,
        connections: 1,
        requests: READS,
        work: { kind: 'read', paths },
      });
      if (taken !== READS) throw new Error(`${route} was answered ${taken} times of ${READS}`);
      figures.add(`journeys of 50 000 events: ${name}, p50`, 'ms', latency.p50);
      figures.add(`journeys of 50 000 events: ${name}, p95`, 'ms', latency.p95);
    }
  }
  return { figures: figures.all, goals: [] };
};
