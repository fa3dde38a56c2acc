import { FactMessage, RecordUsageDto, USAGE_STREAM } from '@trailmark/contracts';
import {
  AppProcess,
  createSchema,
  publishFacts,
  resetStreams,
  testEnv,
  TestSchema,
  unacknowledgedFacts,
  waitFor,
} from '@trailmark/testing';
import { submitted } from './usage-messages.js';

const MAIN = 'apps/usage/dist/main.js';

/** Every order of delivery must come to the same rows. */
const shuffled = <T>(items: T[], seed: number): T[] =>
  items
    .map((item, index) => ({ item, rank: Math.imul((index + 1) * 2_654_435_761, seed) >>> 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);

describe('the usage service', () => {
  let schema: TestSchema;
  let env: Record<string, string>;

  const settled = () => waitFor(async () => (await unacknowledgedFacts(USAGE_STREAM)) === 0);
  const rows = () =>
    schema.query<{ user_id: string; date: string; page_views: number; session_count: number }>(
      `SELECT user_id, CAST(date AS CHAR) AS date, page_views, session_count FROM usage_metrics
        ORDER BY user_id, usage_metrics.date`,
    );

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
    env = testEnv({ DATABASE_URL: schema.url });
  });
  afterEach(() => schema.drop());

  it('keeps the latest submission of each day, whatever the order, replicas and kills', async () => {
    const at = (n: number) => new Date(Date.UTC(2026, 9, 20, 12, 0, n)).toISOString();
    const messages = Array.from({ length: 200 }, (_, n): FactMessage<RecordUsageDto> => {
      const body = { user_id: `u${n % 4}`, date: `2026-10-0${1 + (n % 5)}`, page_views: n };
      return submitted(at(n), n % 3 ? body : { ...body, session_count: n });
    });
    const replicas = await Promise.all([AppProcess.start(MAIN, env), AppProcess.start(MAIN, env)]);
    const publishing = Promise.all([
      publishFacts(USAGE_STREAM, shuffled(messages, 3)),
      publishFacts(USAGE_STREAM, shuffled(messages, 7)),
    ]);
    await replicas[0]?.kill();
    replicas[0]?.launch();
    await publishing;
    await settled();
    const latest = new Map(
      messages.flatMap(({ facts }) => facts).map(({ body }) => [body.user_id + body.date, body]),
    );
    expect(await rows()).toEqual(
      [...latest.values()]
        .map((body) => ({ session_count: 0, ...body }))
        .sort((a, b) => (a.user_id + a.date < b.user_id + b.date ? -1 : 1)),
    );
    await Promise.all(replicas.map((replica) => replica.stop()));
  });

  it('lets ids decide between submissions of one instant, within a message and across', async () => {
    const service = await AppProcess.start(MAIN, env);
    const same = '2026-10-20T12:00:00.000Z';
    const day = { user_id: 'u', date: '2026-10-01' };
    const first = submitted(same, { ...day, page_views: 1 });
    const second = submitted(same, { ...day, page_views: 2 }, { ...day, page_views: 3 });
    await publishFacts(USAGE_STREAM, [second, first]);
    await settled();
    const ids = [...first.facts, ...second.facts].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(await rows()).toMatchObject([{ page_views: ids.at(-1)?.body.page_views }]);
    await service.stop();
  });

  it('drops a day that is older than the retention', async () => {
    const service = await AppProcess.start(MAIN, { ...env, RETENTION_DAYS: '30' });
    const now = new Date().toISOString();
    await publishFacts(USAGE_STREAM, [submitted(now, { user_id: 'u', date: '2026-01-01' })]);
    await settled();
    expect(await rows()).toEqual([]);
    expect(await schema.query('SELECT status, reason FROM ingest_outcomes')).toEqual([
      { status: 'dropped', reason: 'outside_retention' },
    ]);
    await service.stop();
  });
});
