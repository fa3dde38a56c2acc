import { RecordPerformanceDto } from '@trailmark/contracts';
import { Database, UserRetentionKeeper } from '@trailmark/platform';
import { FakeRetentions, seeded, TestService, waitFor } from '@trailmark/testing';
import { MetricPast } from '../src/retention/metric-past.js';
import { expectAggregatesEqualRecount } from './aggregates-recount.js';
import { aMessage, publish, unacknowledged } from './performance-messages.js';
import { startPerformance } from './performance-service.js';

const DAY_MS = 86_400_000;
const PAGES = ['/', '/a', '/b', null];

describe('a user’s own retention', () => {
  let service: TestService;
  let retentions: FakeRetentions;
  const random = seeded(3);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  const today = Date.parse(new Date().toISOString().slice(0, 10));
  const now = new Date(today + DAY_MS / 2);
  const dayAgo = (days: number): string =>
    new Date(today - days * DAY_MS).toISOString().slice(0, 10);

  const someMetric = (user_id: string): Partial<RecordPerformanceDto> => ({
    user_id,
    page: pick(PAGES),
    page_load_time: Math.round(random() * 5_000_000) / 1000,
    largest_contentful_paint: random() < 0.7 ? Math.round(random() * 4000) : null,
    cumulative_layout_shift: pick([0, 0.05, 0.3]),
    timestamp: new Date(today - Math.floor(random() * 6 * DAY_MS)).toISOString(),
  });

  beforeAll(async () => {
    service = await startPerformance();
    retentions = await FakeRetentions.start();
    await service.app.get(Database).ready();
  });
  afterAll(async () => {
    await service.stop();
    await retentions.stop();
  });

  beforeEach(async () => {
    retentions.days.clear();
    const tables = await service.schema.query<Record<string, string>>(
      `SHOW TABLES LIKE 'performance%'`,
    );
    for (const name of tables.flatMap((row) => Object.values(row))) {
      await service.schema.query(`DELETE FROM ${name}`);
    }
    const users = ['ann', 'bob', 'cid'];
    await publish(
      [1, 2, 3].map(() =>
        aMessage(...Array.from({ length: 60 }, (_, n) => someMetric(users[n % 3] ?? ''))),
      ),
    );
    await waitFor(async () => (await unacknowledged()) === 0);
  });

  const countOf = async (user: string, before = '9999-01-01') => {
    const [row] = await service.schema.query<{ n: number }>(
      'SELECT COUNT(*) AS n FROM performance_metrics WHERE user_id = ? AND timestamp < ?',
      [user, before],
    );
    return row?.n;
  };

  it('removes days before it, and what others measured of the same pages stays counted', async () => {
    retentions.days.set('ann', 3);
    const kept = Number(await countOf('ann')) - Number(await countOf('ann', dayAgo(3)));
    expect(kept).toBeGreaterThan(0);
    await service.app.get(UserRetentionKeeper).purge(now);
    expect(await countOf('ann')).toBe(kept);
    expect(await countOf('bob')).toBe(60);
    await expectAggregatesEqualRecount(service.schema);
    const left = await service.schema.query(
      'SELECT 1 FROM performance_page_lookups WHERE user_id = ? AND timestamp < ?',
      ['ann', dayAgo(3)],
    );
    expect(left).toEqual([]);
  });

  it('goes in chunks, after each of which what is counted of pages over all users is right', async () => {
    const past = service.app.get(MetricPast);
    for (let size = 1; size > 0;) {
      size = await past.deleteSome('ann', dayAgo(2), 7);
      const different = await service.schema.query(
        `SELECT 1 FROM performance_page_days AS counted LEFT JOIN
           (SELECT page, DATE(timestamp) AS day, COUNT(*) AS n, SUM(page_load_time) AS loads
              FROM performance_metrics WHERE page IS NOT NULL GROUP BY 1, 2) AS raw
             ON raw.page = counted.page AND raw.day = counted.day
          WHERE raw.n IS NULL OR raw.n <> measurements OR raw.loads <> load_time_sum`,
      );
      expect(different).toEqual([]);
    }
    expect(await countOf('ann', dayAgo(2))).toBe(0);
    await expectAggregatesEqualRecount(service.schema);
  });

  it('of everybody leaves nothing', async () => {
    for (const user of ['ann', 'bob', 'cid']) {
      while ((await service.app.get(MetricPast).deleteSome(user, '9999-01-01', 500)) > 0);
    }
    await expectAggregatesEqualRecount(service.schema);
    expect(await service.schema.query('SELECT 1 FROM performance_page_days')).toEqual([]);
    expect(await service.schema.query('SELECT 1 FROM performance_page_users')).toEqual([]);
  });

  it('holds while others’ measurements come in', async () => {
    retentions.days.set('ann', 1);
    await Promise.all([
      service.app.get(UserRetentionKeeper).purge(now),
      publish(
        [1, 2, 3, 4].map(() => aMessage(...Array.from({ length: 30 }, () => someMetric('bob')))),
      ),
    ]);
    await waitFor(async () => (await unacknowledged()) === 0);
    expect(await countOf('bob')).toBe(180);
    expect(await countOf('ann', dayAgo(1))).toBe(0);
    await expectAggregatesEqualRecount(service.schema);
  });
});
