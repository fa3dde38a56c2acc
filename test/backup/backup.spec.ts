import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { EVENT_STREAM } from '@trailmark/contracts';
import {
  anActivity,
  anEvent,
  ApiClient,
  AppProcess,
  testEnv,
  unacknowledgedFacts,
  waitFor,
} from '@trailmark/testing';
import { databaseClientFolder, RunningServer, startMariaDb, startNats } from '@trailmark/tools';
import { createConnection, RowDataPacket } from 'mysql2/promise';
import { at } from '../deploy/paths.js';
import { PATIENT, startStack, Stack } from '../e2e/stack.js';

/** The commands of a block of docs/operations.md that has a name behind `sh`. */
const block = (name: string): string => {
  const page = readFileSync(at('docs/operations.md'), 'utf8');
  const [, text] = new RegExp(`^\`\`\`sh ${name}\\n([^]*?)^\`\`\``, 'm').exec(page) ?? [];
  if (text === undefined) throw new Error(`docs/operations.md has no block ${name}`);
  return text;
};

const run = (name: string, env: Record<string, string>): void => {
  const path = `${databaseClientFolder()}${delimiter}${process.env.PATH}`;
  const { status, stderr } = spawnSync('sh', ['-e', '-c', block(name)], {
    env: { PATH: path, MYSQL_PWD: 'test', ...env },
    encoding: 'utf8',
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
};

const schemaIn = (url: string): string => new URL(url).pathname.slice(1);

const onServer = (server: RunningServer, schema: string): string => `${server.url}${schema}`;

describe('a backup that is taken as the page says', () => {
  let folder: string;
  let servers: RunningServer[];
  let stack: Stack;
  let restored: AppProcess[];
  let database: RunningServer;
  let streams: RunningServer;
  let schemas: { events: string; activity: string };
  /** Events by when they were acknowledged: all are to be there, once. */
  const acknowledged: string[] = [];

  const query = async (schema: string, sql: string): Promise<RowDataPacket[]> => {
    const connection = await createConnection({ uri: onServer(database, schema) });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    } finally {
      await connection.end();
    }
  };

  const start = async (name: string): Promise<[RunningServer, RunningServer]> => {
    const pair = await Promise.all([
      startMariaDb({ dataDir: join(folder, name, 'mariadb') }),
      startNats({ storeDir: join(folder, name, 'nats'), accounts: 1 }),
    ]);
    servers.push(...pair);
    return pair;
  };

  const settings = (name: string, server: RunningServer): Record<string, string> => ({
    DB_HOST: '127.0.0.1',
    DB_PORT: String(server.port),
    DB_USER: 'root',
    STORE_DIR: join(folder, name, 'nats', 'store'),
    BACKUP: folder,
    SCHEMAS: Object.values(schemas).join(' '),
  });

  const record = async (api: ApiClient, label: string): Promise<number> => {
    const events = Array.from({ length: 20 }, (_, n) =>
      anEvent({ user_id: `user_${n % 3}`, event_id: `${label}-${n}` }),
    );
    const { status, body } = await api.post<{ results: { event_id: string }[] }>(
      '/analytics/events/batch',
      { events },
    );
    acknowledged.push(...body.data.results.map(({ event_id }) => event_id.replaceAll('-', '')));
    return status;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-backup-'));
    servers = [];
    restored = [];
    const [before, broker] = await start('before');
    stack = await startStack({
      services: ['events', 'activity'],
      adminUrl: before.url,
      natsUrl: broker.url,
      env: PATIENT,
    });
    const events = stack.service('events');
    const activity = stack.service('activity');
    schemas = { events: schemaIn(events.schema.url), activity: schemaIn(activity.schema.url) };
    const api = ApiClient.as(stack.url, 'backend', 'service', 'support');
    expect(await record(api, 'stored')).toBe(201);

    // In the copy of the streams, and in the dump, too, once their service is back.
    await Promise.all([events.app.stop(), activity.app.stop()]);
    expect(await record(api, 'queued')).toBe(202);
    // In the copy alone.
    expect(
      (await api.post('/analytics/activities', anActivity({ user_id: 'queued' }))).status,
    ).toBe(202);
    await broker.stop();
    run('backup-streams', settings('before', before));
    servers.push(
      await startNats({ storeDir: join(folder, 'before', 'nats'), port: broker.port, accounts: 1 }),
    );
    events.app.launch();
    await Promise.all([events.app.ready(), stack.gateway.ready()]);
    // In the dump alone.
    expect(await record(api, 'later')).toBe(201);
    database = before;
    await waitFor(async () => {
      const [row] = await query(schemas.events, 'SELECT COUNT(*) AS n FROM analytics_events');
      return Number(row?.n) === acknowledged.length;
    });
    run('backup', settings('before', before));
    await stack.gateway.stop();
    await events.app.stop();
    await Promise.all(servers.splice(0).map((server) => server.stop()));

    mkdirSync(join(folder, 'after', 'nats'), { recursive: true });
    database = await startMariaDb({ dataDir: join(folder, 'after', 'mariadb') });
    servers.push(database);
    run('restore', settings('after', database));
    streams = await startNats({ storeDir: join(folder, 'after', 'nats'), accounts: 1 });
    servers.push(streams);
    restored = await Promise.all(
      Object.entries(schemas).map(([service, schema]) =>
        AppProcess.start(
          `apps/${service}/dist/main.js`,
          testEnv({ NATS_URL: streams.url, DATABASE_URL: onServer(database, schema) }),
        ),
      ),
    );
  }, 400_000);
  afterAll(async () => {
    const started = ['events', 'activity'].map((name) => stack.service(name).app);
    await Promise.all([stack.gateway, ...started].map((app) => app.kill()));
    await Promise.all(restored.map((app) => app.stop()));
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('stores what waited in the streams and is not in the dump', async () => {
    await waitFor(async () => {
      const [row] = await query(schemas.activity, 'SELECT COUNT(*) AS n FROM activity_logs');
      return Number(row?.n) === 1;
    });
  });

  it('has everything that was acknowledged, once', async () => {
    // What is in both is delivered again, and is found in the ledger.
    await waitFor(async () => (await unacknowledgedFacts(EVENT_STREAM, streams.url)) === 0);
    const rows = await query(
      schemas.events,
      'SELECT LOWER(HEX(id)) AS id FROM analytics_events ORDER BY 1',
    );
    expect(rows.map(({ id }) => String(id))).toEqual(acknowledged.toSorted());
  });

  it('has counters that agree with its events', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [at('apps/events/dist/derived.js'), 'check'],
      {
        env: { PATH: process.env.PATH, DATABASE_URL: onServer(database, schemas.events) },
        encoding: 'utf8',
      },
    );
    expect(stdout).toMatch(/\b0 rows differ\s*$/);
    expect(status).toBe(0);
  });
});
