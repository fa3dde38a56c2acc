import { type Progress } from '@trailmark/tools';
import { type Plan, type WorkloadName } from '../plan.js';
import { type Outcome } from '../report/figure.js';
import { type BenchServers } from '../servers/bench-servers.js';
import { measureDashboards } from './dashboards.js';
import { measureIngest } from './ingest.js';
import { measureJourneys } from './journeys.js';
import { measureMixed } from './mixed.js';
import { measureRealtime } from './realtime.js';

type Workload = (servers: BenchServers, plan: Plan, progress: Progress) => Promise<Outcome>;

/** Each by the name that `--only` takes. */
export const WORKLOADS: Record<WorkloadName, Workload> = {
  batches: (servers, { rounds }) =>
    measureIngest(servers, {
      name: 'batches of 50',
      events: 50,
      requests: 1500,
      connections: 16,
      rounds,
      limit: true,
    }),
  single: (servers, { rounds }) =>
    measureIngest(servers, {
      name: 'single events',
      events: 1,
      requests: 10_000,
      connections: 64,
      rounds,
      limit: false,
    }),
  mixed: (servers, { rounds }) => measureMixed(servers, rounds),
  realtime: (servers, { rounds }) => measureRealtime(servers, rounds),
  journeys: (servers, { rounds }) => measureJourneys(servers, rounds),
  dashboards: (servers, { rounds, sizes, giantEvents }, progress) =>
    measureDashboards(servers, { sizes, giantEvents, users: 100, rounds }, progress),
};
