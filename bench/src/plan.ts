import { parseOptions, UserError } from '@trailmark/tools';

const USAGE =
  'npm run bench [-- --only batches,single,dashboards] [--rounds 3] [--events 100000,1000000,10000000] [--json bench.json]';

const WORKLOADS = ['batches', 'single', 'mixed', 'realtime', 'journeys', 'dashboards'] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

/** What a run measures, and how much of it. */
export interface Plan {
  workloads: readonly WorkloadName[];
  rounds: number;
  /** Events stored when dashboards are read. */
  sizes: number[];
  giantEvents: number;
  /** Where the figures go as JSON. */
  json: string | null;
}

const isWorkload = (name: string): name is WorkloadName =>
  (WORKLOADS as readonly string[]).includes(name);

const countOf = (text: string): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new UserError(`${text} is not a whole number above 0.\nUsage: ${USAGE}`);
};

/** Reads the command line. @throws UserError for what it cannot be. */
export function planOf(args: readonly string[]): Plan {
  const kinds = {
    only: 'string',
    rounds: 'string',
    events: 'string',
    giant: 'string',
    json: 'string',
  } as const;
  const options = parseOptions(args, kinds, USAGE);
  const names = options.only?.split(',') ?? WORKLOADS;
  const unknown = names.filter((name) => !isWorkload(name));
  if (unknown.length > 0) {
    throw new UserError(`There is no workload ${unknown.join(', ')}.\nUsage: ${USAGE}`);
  }
  const sizes = (options.events ?? '100000,1000000,10000000').split(',').map(countOf);
  return {
    workloads: names.filter(isWorkload),
    rounds: countOf(options.rounds ?? '3'),
    sizes: sizes.toSorted((a, b) => a - b),
    giantEvents: countOf(options.giant ?? '1000000'),
    json: options.json ?? null,
  };
}
