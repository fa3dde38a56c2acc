import { SessionPagesDto } from '@trailmark/contracts';
import {
  AppProcess,
  connectNats,
  createSchema,
  resetStreams,
  testEnv,
  TestSchema,
  waitFor,
} from '@trailmark/testing';
import { NatsConnection } from 'nats';
import { expectAggregatesEqualRecount } from './aggregates-recount.js';
import { aMessage, publish, unacknowledged } from './performance-messages.js';

const MAIN = 'apps/performance/dist/main.js';

type Answer = (lookup: SessionPagesDto['lookups'][number]) => string | null;

describe('pages of measurements that name none', () => {
  let schema: TestSchema;
  let env: Record<string, string>;
  let nats: NatsConnection;
  let answer: Answer;
  let principals: Set<string>;
  let running: AppProcess[];

  const start = async () => {
    const app = await AppProcess.start(MAIN, env);
    running.push(app);
    return app;
  };
  const count = async (table: string) => {
    const [row] = await schema.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return row?.n;
  };
  const record = async (n: number) => {
    const messages = Array.from({ length: n / 5 }, (_, message) =>
      aMessage(
        ...Array.from({ length: 5 }, (_value, index) => ({
          user_id: `u${index}`,
          session_id: `s${(message * 5 + index) % 7}`,
          page: index === 0 ? '/named' : null,
        })),
      ),
    );
    await publish(messages);
    await waitFor(async () => (await unacknowledged()) === 0);
  };
  const settled = () => waitFor(async () => (await count('performance_page_lookups')) === 0);

  /** Stands in for the events service. */
  const serve = () =>
    nats.subscribe('events.session.pages', {
      callback: (_error, message) => {
        principals.add(message.headers?.get('Trailmark-Principal') ?? '');
        const { data } = message.json<{ data: SessionPagesDto }>();
        const pages = data.lookups.map((lookup) => answer(lookup));
        message.respond(JSON.stringify({ response: { pages }, isDisposed: true }));
      },
    });

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
    env = testEnv({ DATABASE_URL: schema.url });
    nats = await connectNats();
    answer = ({ session_id }) => `/of-${session_id}`;
    principals = new Set();
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((app) => app.stop()));
    await nats.close();
    await schema.drop();
  });

  it('are asked for on the service’s own account, and counted once by two replicas', async () => {
    serve();
    await Promise.all([start(), start()]);
    await record(500);
    await settled();
    const wrong = await schema.query(
      `SELECT id FROM performance_metrics
        WHERE NOT page <=> IF(user_id = 'u0', '/named', CONCAT('/of-', session_id))`,
    );
    expect(wrong).toEqual([]);
    await expectAggregatesEqualRecount(schema);
    const [principal = ''] = principals;
    expect(JSON.parse(Buffer.from(principal, 'base64url').toString())).toEqual({
      sub: 'performance',
      email: null,
      roles: ['service'],
    });
    expect(principals.size).toBe(1);
  });

  it('are counted once when a replica is killed at it', async () => {
    serve();
    const [first] = await Promise.all([start(), start()]);
    const recording = record(400);
    await waitFor(async () => ((await count('performance_user_pages')) ?? 0) > 0);
    await first.kill();
    await recording;
    await settled();
    await expectAggregatesEqualRecount(schema);
    expect(await schema.query('SELECT id FROM performance_metrics WHERE page IS NULL')).toEqual([]);
  });

  it('wait for the events service while it is away', async () => {
    await start();
    await record(10);
    expect(await count('performance_page_lookups')).toBe(8);
    await expectAggregatesEqualRecount(schema);
    serve();
    await settled();
    await expectAggregatesEqualRecount(schema);
  });

  it('stay unknown when an hour has not shown them', async () => {
    answer = () => null;
    serve();
    await start();
    await record(5);
    await schema.query(
      `UPDATE performance_page_lookups SET created_at = created_at - INTERVAL 3601 SECOND
        WHERE user_id <> 'u4'`,
    );
    await waitFor(async () => {
      await schema.query('UPDATE performance_page_lookups SET due_at = created_at');
      return (await count('performance_page_lookups')) === 1;
    });
    const [row] = await schema.query(
      'SELECT COUNT(*) AS n FROM performance_metrics WHERE page IS NULL',
    );
    expect(row).toEqual({ n: 4 });
    await expectAggregatesEqualRecount(schema);
  });
});
