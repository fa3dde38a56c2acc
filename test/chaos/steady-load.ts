import { setTimeout as sleep } from 'node:timers/promises';
import { anActivity, aMeasurement, anEvent } from '@trailmark/testing';
import { GUIDE } from '../e2e/usage-example.js';
import { AwareClient } from './aware-client.js';

/** Between two requests of one sender: some are always under way, and processes can still start beside them. */
const PAUSE_MS = 150;

const USER = 'user_0';
const HTTP_ACCEPTED = [200, 201, 202];

/** A key that the gateways are started with. */
export const WRITE_KEY = `tm_${'stopping'.repeat(4)}`;

interface Items {
  data: { results: { event_id: string }[] };
}
interface Measured {
  data: { metrics_id: string };
}
interface Active {
  data: { activity_id: string };
}

/** How facts of a kind are sent, what an acknowledged one is called, and how it is found in its service's schema. */
interface Kind {
  service: string;
  path: string;
  body: (name: string) => object;
  acknowledged: (answer: unknown, name: string) => string[];
  stored: string;
}

const hex = (id: string): string => id.replaceAll('-', '').toLowerCase();

const storedIds = (table: string): string =>
  `SELECT LOWER(HEX(${table}.id)) AS name FROM ${table} ORDER BY name`;

export const KINDS: readonly Kind[] = [
  {
    service: 'events',
    path: '/analytics/events/batch',
    body: (name) => ({
      events: Array.from({ length: 5 }, (_, item) =>
        anEvent({ user_id: USER, event_id: `${name}-${item}` }),
      ),
    }),
    acknowledged: (answer) => (answer as Items).data.results.map(({ event_id }) => hex(event_id)),
    stored: storedIds('analytics_events'),
  },
  {
    service: 'performance',
    path: '/analytics/performance',
    body: () => aMeasurement({ user_id: USER }),
    acknowledged: (answer) => [hex((answer as Measured).data.metrics_id)],
    stored: storedIds('performance_metrics'),
  },
  {
    service: 'usage',
    path: '/analytics/usage',
    body: (name) => ({ ...GUIDE, user_id: name, date: new Date().toISOString().slice(0, 10) }),
    acknowledged: (_answer, name) => [name],
    stored: `SELECT user_id AS name FROM usage_metrics WHERE user_id <> '${USER}' ORDER BY name`,
  },
  {
    service: 'activity',
    path: '/analytics/activities',
    body: () => anActivity({ user_id: USER }),
    acknowledged: (answer) => [hex((answer as Active).data.activity_id)],
    stored: storedIds('activity_logs'),
  },
  {
    service: 'journey',
    path: '/batch/',
    body: (name) => ({
      api_key: WRITE_KEY,
      batch: [{ event: name, distinct_id: USER, properties: {} }],
    }),
    acknowledged: (_answer, name) => [name],
    stored: 'SELECT event AS name FROM journey_events ORDER BY name',
  },
];

/** What each service is asked, by way of the gateway. */
const READS = [
  `/analytics/events?user_id=${USER}&limit=1`,
  `/analytics/performance/${USER}/overview`,
  `/analytics/usage/${USER}`,
  `/analytics/activities/${USER}/summary`,
  `/analytics/dashboard/${USER}`,
  `/analytics/config/${USER}`,
  `/api/analytics/user/activity?user_id=${USER}`,
  '/analytics/write-keys',
];

/** Records facts of every kind and asks every service, again and again; nothing is sent twice. */
export class SteadyLoad {
  /** Names of acknowledged facts, by their service. */
  readonly acknowledged = new Map<string, string[]>(KINDS.map(({ service }) => [service, []]));
  /** Services that a dashboard was answered without. */
  readonly missed = new Set<string>();
  private readonly answered = new Map<string, number>();
  private stopping = false;
  private readonly running: Promise<unknown>;

  constructor(private readonly client: AwareClient) {
    this.running = Promise.all([
      ...KINDS.map((kind) => this.record(kind)),
      ...READS.map((path) => this.read(path)),
    ]);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Tells, when asked again, whether each sender has got so many answers more. */
  since(): (answers: number) => boolean {
    const before = new Map(this.answered);
    const senders = KINDS.length + READS.length;
    return (answers) =>
      this.answered.size === senders &&
      [...this.answered].every(([path, count]) => count >= (before.get(path) ?? 0) + answers);
  }

  private async record({ service, path, body, acknowledged }: Kind): Promise<void> {
    for (let n = 0; !this.stopping; n += 1) {
      const name = `${service}-${n}`;
      const { status, text } = await this.client.send('POST', path, body(name));
      if (HTTP_ACCEPTED.includes(status))
        this.acknowledged.get(service)?.push(...acknowledged(JSON.parse(text), name));
      await this.answeredBy(path);
    }
  }

  private async read(path: string): Promise<void> {
    while (!this.stopping) {
      const { status, text } = await this.client.send('GET', path);
      if (status === 200 && path.includes('/dashboard/')) this.noteMissed(text);
      await this.answeredBy(path);
    }
  }

  private noteMissed(text: string): void {
    const { data } = JSON.parse(text) as { data: { degraded: string[] } };
    data.degraded.forEach((service) => this.missed.add(service));
  }

  private async answeredBy(path: string): Promise<void> {
    this.answered.set(path, (this.answered.get(path) ?? 0) + 1);
    await sleep(PAUSE_MS);
  }
}
