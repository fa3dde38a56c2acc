import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBatchResult, EventResult } from '@trailmark/contracts';
import { anEvent, ApiClient, AppProcess, waitFor } from '@trailmark/testing';
import { RunningServer, startMariaDb, startNats } from '@trailmark/tools';
import { startStack, Stack } from '../e2e/stack.js';

const EVENTS = '/analytics/events';
const USERS = 7;
/** More than were on the way when something ended. */
const SEVERAL = 50;

/** Sends events with hardly a pause, and remembers every id that was acknowledged. */
class Load {
  readonly acknowledged = new Set<string>();
  readonly statuses = new Map<number, number>();
  private stopping = false;
  private readonly senders: Promise<void>[];

  constructor(
    private readonly api: ApiClient,
    senders = 4,
  ) {
    this.senders = Array.from({ length: senders }, (_, n) => this.send(n));
  }

  /** Waits for more answers of a status. */
  async answered(status: number): Promise<void> {
    const count = () => this.statuses.get(status) ?? 0;
    const had = count();
    await waitFor(() => count() > had);
  }

  /** Waits until several more are acknowledged. */
  async goesOn(): Promise<void> {
    const { size } = this.acknowledged;
    await waitFor(() => this.acknowledged.size > size + SEVERAL);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.senders);
  }

  private async send(sender: number): Promise<void> {
    for (let n = 0; !this.stopping; n += 1) {
      const events = Array.from({ length: 5 }, (_, item) =>
        anEvent({ user_id: `user_${(n + item) % USERS}`, event_id: `${sender}-${n}-${item}` }),
      );
      const { status, body } = await this.api.post<EventBatchResult>(`${EVENTS}/batch`, { events });
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      for (const { event_id, status: outcome } of body.data?.results ?? []) {
        if (event_id && outcome !== 'failed') this.acknowledged.add(event_id);
      }
      await sleep(status === 503 ? 100 : 20);
    }
  }
}

describe('when servers and services fail under load', () => {
  let folder: string;
  let mariadb: RunningServer;
  let nats: RunningServer;
  let stack: Stack;
  let replica: AppProcess;
  let api: ApiClient;

  const startDatabase = (port?: number) =>
    startMariaDb({ dataDir: join(folder, 'mariadb'), ...(port !== undefined && { port }) });
  const startBroker = (port?: number) =>
    startNats({ storeDir: join(folder, 'nats'), ...(port !== undefined && { port }) });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-chaos-'));
    [mariadb, nats] = await Promise.all([startDatabase(), startBroker()]);
    stack = await startStack({ adminUrl: mariadb.url, natsUrl: nats.url });
    replica = await stack.service('events').startReplica();
    api = ApiClient.as(stack.url, 'backend', 'service', 'support');
  });
  afterAll(async () => {
    await replica.stop();
    await stack.stop();
    await Promise.all([mariadb.stop(), nats.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Ids in the store, counted by plain SQL apart from the product's code. */
  const storedIds = async () => {
    const rows = await stack.service('events').schema.query<{ id: string; n: number }>(
      `SELECT LOWER(CONCAT_WS('-', SUBSTR(HEX(id), 1, 8), SUBSTR(HEX(id), 9, 4),
                SUBSTR(HEX(id), 13, 4), SUBSTR(HEX(id), 17, 4), SUBSTR(HEX(id), 21))) AS id,
              COUNT(*) AS n
         FROM analytics_events GROUP BY id`,
    );
    return new Map(rows.map(({ id, n }) => [id, n]));
  };

  const expectExactlyOnce = async (load: Load) => {
    await load.stop();
    expect(load.acknowledged.size).toBeGreaterThan(0);
    await waitFor(async () => {
      const stored = await storedIds();
      return [...load.acknowledged].every((id) => stored.has(id));
    });
    const stored = await storedIds();
    expect([...stored.values()].every((n) => n === 1)).toBe(true);
    await stack.service('events').schema.query('DELETE FROM analytics_events');
    await stack.service('events').schema.query('DELETE FROM ingest_keys');
  };

  it('loses and doubles nothing while the database is stopped for seconds', async () => {
    const load = new Load(api);
    await load.answered(201);
    await mariadb.stop();
    const queued = await api.post<EventResult>(EVENTS, anEvent({ user_id: 'during' }));
    expect(queued.status).toBe(202);
    const located = await api.get<{ status: string }>(`${EVENTS}/${queued.body.data.event_id}`);
    expect(located.body.data.status).toBe('queued');
    const read = await api.get(EVENTS);
    expect(read.status).toBe(503);
    expect(read.body.error.code).toBe('UNAVAILABLE');
    expect(JSON.stringify(read.body)).not.toMatch(/ECONN|SELECT|127\.0\.0\.1/);
    await load.answered(202);
    await sleep(3000);
    mariadb = await startDatabase(mariadb.port);
    await load.answered(201);
    load.acknowledged.add(queued.body.data.event_id ?? '');
    await expectExactlyOnce(load);
    expect([...load.statuses.keys()].toSorted()).toEqual([201, 202]);
  });

  it('loses and doubles nothing while the database crashes', async () => {
    const load = new Load(api);
    await load.goesOn();
    await mariadb.kill();
    mariadb = await startDatabase(mariadb.port);
    await load.goesOn();
    await expectExactlyOnce(load);
  });

  it('refuses while NATS is away, stays up, and recovers by itself', async () => {
    const load = new Load(api);
    await load.goesOn();
    await nats.kill();
    await waitFor(async () => (await api.post(EVENTS, anEvent())).status === 503);
    const refused = await api.post(EVENTS, anEvent());
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused.body.error.code).toBe('UNAVAILABLE');
    expect((await api.get(EVENTS)).status).toBe(503);
    expect((await fetch(`${stack.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${stack.url}/health/ready`)).status).toBe(503);
    nats = await startBroker(nats.port);
    await waitFor(async () => (await api.post(EVENTS, anEvent())).status < 300);
    await load.goesOn();
    await expectExactlyOnce(load);
    expect(stack.gateway.running && stack.service('events').app.running).toBe(true);
  });

  it('loses and doubles nothing while services are killed and stopped in turn', async () => {
    const load = new Load(api);
    for (const [victim, end] of [
      [stack.service('events').app, 'kill'],
      [replica, 'stop'],
      [stack.service('events').app, 'stop'],
      [replica, 'kill'],
    ] as const) {
      await load.goesOn();
      await victim[end]();
      await load.goesOn();
      victim.launch();
      await victim.ready();
    }
    await expectExactlyOnce(load);
  });
});
