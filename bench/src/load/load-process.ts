import autocannon from 'autocannon';
import { eventsOfRequest } from '../data/events.js';
import { mixedRequest } from '../data/mixed.js';
import { type LoadJob, type LoadResult, type MixedWork, type RecordingWork } from './job.js';
import { quantile } from '../measure/quantile.js';

/** Bodies are made before the clock starts; this many different ones are sent in turn. */
const BODIES = 2000;

const PATH = '/analytics/events';

interface Request {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}

const recording = ({ seed, events: count }: RecordingWork, n: number): Request => {
  const events = eventsOfRequest(seed, n, count);
  return count === 1
    ? { method: 'POST', path: PATH, body: JSON.stringify(events[0]) }
    : { method: 'POST', path: `${PATH}/batch`, body: JSON.stringify({ events }) };
};

const mixed = ({ seed, writeKey }: MixedWork, n: number): Request => {
  const { path, body } = mixedRequest(seed, n, writeKey);
  return { method: 'POST', path, body: JSON.stringify(body) };
};

const requestsOf = ({ work, requests }: LoadJob): Request[] => {
  if (work.kind === 'read') return work.paths.map((path) => ({ method: 'GET', path }));
  return Array.from({ length: Math.min(BODIES, requests) }, (_, n) =>
    work.kind === 'mixed' ? mixed(work, n) : recording(work, n),
  );
};

/** A batch counts when none of it failed. */
const isTaken = (status: number, body: string): boolean =>
  status >= 200 && status < 300 && !/"failed_count":[1-9]/.test(body);

/** Where the next request comes from, and its answer goes. */
interface Turn {
  request(): Request;
  answer(status: number, body: string): void;
}

const optionsOf = (job: LoadJob, next: Turn): autocannon.Options => ({
  url: job.url,
  connections: job.connections,
  amount: job.requests,
  timeout: 600,
  headers: { authorization: `Bearer ${job.token}`, 'content-type': 'application/json' },
  requests: [
    {
      setupRequest: (request) => ({ ...request, ...next.request() }),
      onResponse: (status, body) => next.answer(status, body),
    },
  ],
});

const run = async (job: LoadJob): Promise<LoadResult> => {
  const requests = requestsOf(job);
  const statuses: Record<string, number> = {};
  const latencies: number[] = [];
  let sent = 0;
  let taken = 0;
  const next: Turn = {
    request: () => requests[sent++ % requests.length] as Request,
    answer: (status, body) => {
      if (isTaken(status, body)) taken += 1;
    },
  };
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  // autocannon itself tells of the end at the next full second only.
  let lastAnswer = started;
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const settle = (error: Error | null, result: autocannon.Result): void =>
      error ? reject(error) : resolve(result);
    const instance = autocannon(optionsOf(job, next), settle);
    instance.on('response', (_client, status, _bytes, ms) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      latencies.push(ms);
      lastAnswer = performance.now();
    });
  });
  const seconds = (lastAnswer - started) / 1000;
  if (errors > 0) statuses['0'] = errors;
  const { user, system } = process.cpuUsage(cpuBefore);
  latencies.sort((a, b) => a - b);
  return {
    seconds,
    statuses,
    taken,
    latency: {
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
      p99: quantile(latencies, 0.99),
    },
    cpuSeconds: (user + system) / 1e6,
  };
};

process.once('message', (job: LoadJob) => {
  void run(job).then((result) => process.send?.(result, () => process.disconnect()));
});
