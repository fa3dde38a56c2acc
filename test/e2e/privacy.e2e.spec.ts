import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import {
  DATA_SERVICES,
  DEAD_LETTER_STREAM,
  FACT_STREAMS,
  PrivacyRequestView,
  TRACKING_BUCKET,
  userToken,
} from '@trailmark/contracts';
import {
  aMeasurement,
  anActivity,
  anEvent,
  ApiClient,
  connectNats,
  mentionsOf,
  messagesIn,
  unacknowledgedFacts,
  waitFor,
} from '@trailmark/testing';
import { RunningServer, startRedis } from '@trailmark/tools';
import { memoryOf, pause, readExport } from './export-reader.js';
import { WRITE_KEY } from './shared-stack.js';
import { PATIENT, Stack, startStack } from './stack.js';

const USER = 'erasable_user';
const BIG = 'big_user';
const OTHER = 'other_user';
const ROWS = 20_000;
const MAX_GROWTH_MIB = 60;

/** Rows of one user, as many as nobody would send one by one: each of about 3.5 kB. */
const FILL = `
  INSERT INTO analytics_events (id, user_id, session_id, event_type, event_name, event_category,
    properties, timestamp, source, platform)
  SELECT UNHEX(MD5(seq)), '${BIG}', CONCAT('s', seq MOD 50), 'user_action', 'filler', 'content',
    JSON_OBJECT('text', REPEAT(MD5(seq), 100)),
    TIMESTAMP('2026-10-01') + INTERVAL seq SECOND, 'api', 'web'
    FROM (SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n AS seq
            FROM digits a, digits b, digits c, digits d, digits e) AS numbers WHERE seq < ${ROWS}`;

describe('privacy over HTTP', () => {
  let stack: Stack;
  let folder: string;
  let redis: RunningServer;

  const as = (sub: string, role: 'user' | 'admin' | 'support' = 'user') =>
    ApiClient.signing(stack.url, stack.service('identity').schema, sub, role);
  const erase = (user: string, client: ApiClient) =>
    client.send<PrivacyRequestView>('DELETE', `/analytics/privacy/${user}`, undefined, {});
  const find = (id: string, client: ApiClient) =>
    client.get<PrivacyRequestView>(`/analytics/privacy/requests/${id}`);
  const untilDone = async (id: string, client: ApiClient): Promise<PrivacyRequestView> => {
    await waitFor(async () => {
      const { status, body } = await find(id, client);
      return status === 200 && body.data.status === 'done';
    });
    return (await find(id, client)).body.data;
  };
  const countsOf = ({ receipts }: PrivacyRequestView) =>
    Object.fromEntries(receipts.map(({ service, counts }) => [service, counts]));

  /** A bit of everything that is kept of a user. */
  const leaveTraces = async (user: string): Promise<void> => {
    const client = as(user);
    const answers = [
      await client.post('/analytics/events', anEvent({ user_id: user, event_id: `e-${user}` })),
      await client.post('/analytics/performance', aMeasurement({ user_id: user })),
      await client.post('/analytics/usage', {
        user_id: user,
        date: new Date().toISOString().slice(0, 10),
        session_count: 1,
      }),
      await client.post('/analytics/activities', anActivity({ user_id: user })),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const changes = JSON.stringify({ sample_rate: 0.9 });
    const json = { 'content-type': 'application/json' };
    await client.send('PUT', `/analytics/config/${user}`, changes, json);
    await new ApiClient(stack.url, null).post('/batch/', {
      api_key: WRITE_KEY,
      batch: [{ event: 'seen', distinct_id: user, properties: {} }],
    });
    for (const stream of FACT_STREAMS) {
      await waitFor(async () => (await unacknowledgedFacts(stream)) === 0);
    }
    await client.get(`/analytics/dashboard/${user}?time_period=last_7_days`);
    await client.get(`/analytics/usage/${user}`);
  };

  const inStreams = async (text: string): Promise<string[]> => {
    const nats = await connectNats();
    const manager = await nats.jetstreamManager({ timeout: 60_000 });
    const found: string[] = [];
    for (const name of [...FACT_STREAMS.map((one) => one.name), DEAD_LETTER_STREAM]) {
      for await (const message of messagesIn(manager, name)) {
        if (message.string().includes(text)) found.push(`${name} ${message.seq}`);
      }
    }
    const bucket = `KV_${TRACKING_BUCKET}`;
    const { state } = await manager.streams.info(bucket, { subjects_filter: '>' });
    const keys = Object.keys(state.subjects ?? {});
    await nats.close();
    return [...found, ...keys.filter((key) => key.endsWith(userToken(text)))];
  };

  const inRedis = async (user: string): Promise<string[]> => {
    const client = await createClient({ url: redis.url }).connect();
    const found: string[] = [];
    for await (const keys of client.scanIterator()) {
      for (const key of keys) {
        const isTheirs = key.includes(`:${userToken(user)}:`);
        if (isTheirs || String(await client.get(key)).includes(user)) found.push(key);
      }
    }
    client.destroy();
    return found;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-privacy-'));
    redis = await startRedis({ dataDir: folder });
    const env = { ...PATIENT, WRITE_KEYS: WRITE_KEY, REDIS_URL: redis.url };
    stack = await startStack({ services: [...DATA_SERVICES], env });
  });
  afterAll(async () => {
    await stack.stop();
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  it('exports and erases a user everywhere, and nobody else', async () => {
    await leaveTraces(USER);
    await leaveTraces(OTHER);
    const told = await readExport(stack, USER);
    expect(told).toMatchObject({ type: 'application/x-ndjson', error: null });
    expect(told.receipt).toMatchObject(told.rows);
    expect([...told.users]).toEqual([USER]);
    expect(Object.keys(told.rows).toSorted()).toEqual(DATA_SERVICES.toSorted());
    expect(await inRedis(USER)).not.toEqual([]);

    const { status, body } = await erase(USER, as(USER));
    expect([status, body.data.kind]).toEqual([202, 'erasure']);
    const done = await untilDone(body.data.request_id, as(USER));
    for (const [service, tables] of Object.entries(told.rows)) {
      expect([service, countsOf(done)[service]]).toEqual([
        service,
        expect.objectContaining(tables),
      ]);
    }
    for (const service of DATA_SERVICES) {
      const { schema } = stack.service(service);
      expect([service, await mentionsOf(schema, USER)]).toEqual([service, []]);
    }
    expect(await inStreams(USER)).toEqual([]);
    expect(await inRedis(USER)).toEqual([]);
    expect((await readExport(stack, OTHER)).receipt).toMatchObject({
      events: { analytics_events: 1 },
      dashboard: { analytics_config: 1 },
    });
  });

  it('drops what comes late and says why', async () => {
    const late = await as(USER).post<{ status: string }>(
      '/analytics/events',
      anEvent({ user_id: USER }),
    );
    expect(late.body.data).toMatchObject({ status: 'dropped', reason: 'user_erased' });
    const { schema } = stack.service('events');
    expect(await mentionsOf(schema, USER)).toEqual([]);
  });

  it('is for oneself and administrators', async () => {
    const refused = [
      await erase(OTHER, as('stranger')),
      await erase(OTHER, as('sue', 'support')),
      await as('sue', 'support').get(`/analytics/privacy/${OTHER}/export`),
      await as('stranger').get(`/analytics/privacy/${OTHER}/export`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    const unknown = '0197b0d0-0000-7000-8000-000000000000';
    const missing = await as(OTHER).get(`/analytics/privacy/requests/${unknown}`);
    expect(missing.status).toBe(404);
    const wrong = await as(OTHER).get(`/analytics/privacy/${OTHER}/export?cursor=nonsense`);
    expect([wrong.status, wrong.body.error.code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  describe('of a user with very many rows', () => {
    beforeAll(async () => {
      const { schema } = stack.service('events');
      await schema.query('CREATE TABLE digits (n INT NOT NULL PRIMARY KEY)');
      await schema.query('INSERT INTO digits VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)');
      await schema.query(FILL);
      await schema.query('DROP TABLE digits');
    });

    it('streams to a slow reader in constant memory', async () => {
      await readExport(stack, BIG, { until: 5 });
      const before = memoryOf(stack.gateway.pid);
      let [most, paused] = [before, false];
      const told = await readExport(stack, BIG, {
        onPiece: async (bytes) => {
          if (!paused && bytes > 1024 * 1024) {
            paused = true;
            await pause(1500);
          }
          most = Math.max(most, memoryOf(stack.gateway.pid));
        },
      });
      expect(told.receipt?.events).toEqual({ analytics_events: ROWS });
      expect(told.bytes / 1024 / 1024).toBeGreaterThan(MAX_GROWTH_MIB);
      expect(most - before).toBeLessThan(MAX_GROWTH_MIB);
    });

    it('goes on from a checkpoint, and its receipt is whole', async () => {
      const first = await readExport(stack, BIG, { until: 10 });
      const rest = await readExport(stack, BIG, { cursor: first.checkpoints.at(-1) ?? '' });
      const rows = (told: typeof first) => told.rows.events?.analytics_events ?? 0;
      expect(rows(first) + rows(rest)).toBe(ROWS);
      expect(rest.receipt?.events).toEqual({ analytics_events: ROWS });
    });

    it('ends with an error and no receipt when a service fails in the middle', async () => {
      const { app } = stack.service('events');
      const killing: Promise<void>[] = [];
      const told = await readExport(stack, BIG, {
        onPiece: (bytes) => {
          if (bytes > 4 * 1024 * 1024 && killing.length === 0) {
            killing.push(app.kill());
          }
        },
      });
      expect(told.receipt).toBeNull();
      expect(told.error).toMatchObject({ code: 'UNAVAILABLE' });
      await Promise.all(killing);
      app.launch();
      await app.ready();
    });

    it('erases and counts every row once although the service is killed meanwhile', async () => {
      const { app, schema } = stack.service('events');
      const { body } = await erase(BIG, as('root', 'admin'));
      const again = await erase(BIG, as(BIG));
      expect(again.body.data.request_id).toBe(body.data.request_id);
      const left = async () => {
        const [row] = await schema.query<{ n: number }>(
          'SELECT COUNT(*) AS n FROM analytics_events WHERE user_id = ?',
          [BIG],
        );
        return Number(row?.n);
      };
      await waitFor(async () => {
        app.pause(); // Nothing goes on while it is counted.
        if ((await left()) < ROWS - 2000) return true;
        app.resume();
        return false;
      });
      await app.kill();
      expect(await left()).toBeGreaterThan(0);
      app.launch();
      const done = await untilDone(body.data.request_id, as(BIG));
      expect(countsOf(done).events).toEqual({ analytics_events: ROWS });
      expect(await mentionsOf(schema, BIG)).toEqual([]);
    });
  });
});
