import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FindPerformanceDto, PerformanceOverviewDto, UserPeriodDto } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import {
  aboutOf,
  createSchema,
  explain,
  packetsOf,
  PlanRow,
  resetStreams,
  startTestApp,
  testEnv,
  TestSchema,
  waitFor,
} from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { SketchedDays } from '../src/aggregates/sketched-days.repository.js';
import { USER_DAYS } from '../src/aggregates/user-aggregates.js';
import { PerformanceConfig } from '../src/config.js';
import { FiguresService } from '../src/figures/figures.service.js';
import { MetricEntity } from '../src/metrics/metric.entity.js';
import { MetricsService } from '../src/metrics/metrics.service.js';
import { OverviewService } from '../src/overview/overview.service.js';
import { SectionService } from '../src/section/section.service.js';
import { aMessage, publish, unacknowledged } from './performance-messages.js';

const PERIOD = {
  user_id: 'user_3',
  time_period: 'custom' as const,
  start_date: '2026-03-01T10:00:00Z',
  end_date: '2026-03-20T10:00:00Z',
};

describe('queries that serve requests and writes', () => {
  let schema: TestSchema;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    await resetStreams();
    schema = await createSchema();
    const env = testEnv({ DATABASE_URL: schema.url });
    const queue = 'performance';
    app = await startTestApp({ module: AppModule, config: PerformanceConfig, env, queue });
    const messages = Array.from({ length: 40 }, (_, n) =>
      aMessage(
        ...Array.from({ length: 100 }, (_value, m) => ({
          user_id: `user_${m}`,
          page: `/page-${n % 10}`,
          timestamp: new Date(Date.UTC(2026, 2, 1 + (n % 28), m % 24, n)).toISOString(),
        })),
      ),
    );
    await publish(messages);
    await waitFor(async () => (await unacknowledged()) === 0);
    await schema.query(
      `ANALYZE TABLE performance_metrics, performance_user_days, performance_user_slots,
         performance_user_pages, performance_page_days, performance_page_users`,
    );
  });
  afterAll(async () => {
    await app.close();
    await schema.drop();
  });

  const plans = (work: () => Promise<unknown>) =>
    explain(app.get(Database).dataSource, schema, work);

  it('a user’s list reads its own rows', async () => {
    const query = Object.assign(new FindPerformanceDto(), PERIOD);
    const rows = await plans(() => app.get(MetricsService).find(query));
    for (const row of rows.filter(({ table }) => table === 'metric')) {
      expect(row.key).toBe('idx_user_timestamp');
      expect(row.rows).toBeLessThan(100);
    }
  });

  const PAGES_AND_DAYS = ['user_days', 'user_slots', 'user_pages', 'page_days'];

  const expectDaysAndEdges = (rows: PlanRow[]) => {
    // MySQL does not look for a key where a partition is empty.
    const full = rows.filter(({ key, rows: count }) => key !== null || count > 1);
    const read = new Map(full.map((row) => [row.table, row]));
    expect(read.get('performance_metrics')).toMatchObject({ key: 'idx_user_timestamp' });
    expect(read.get('performance_metrics')?.rows).toBeLessThan(60);
    expect(read.get('performance_page_lookups')?.key).toBe('idx_user');
    for (const table of PAGES_AND_DAYS) {
      expect(read.get(`performance_${table}`)?.key).toBe('PRIMARY');
    }
  };

  it('an overview reads days by their keys, and measurements only at the period’s edges', async () => {
    const query = Object.assign(new PerformanceOverviewDto(), PERIOD);
    expectDaysAndEdges(await plans(() => app.get(OverviewService).overview(query)));
  });

  it('a section reads each table once, as an overview does', async () => {
    const query = Object.assign(new UserPeriodDto(), {
      ...PERIOD,
      start_date: '2026-03-15T10:07:00.001Z',
    });
    const rows = await plans(() => app.get(SectionService).find(query));
    expectDaysAndEdges(rows);
    const tables = rows.map(({ table }) => table);
    expect(tables).toEqual([...new Set(tables)]);
  });

  it('a section asks four times at most', async () => {
    const query = Object.assign(new UserPeriodDto(), PERIOD);
    const packets = await packetsOf(() => app.get(SectionService).find(query));
    expect(packets.map(aboutOf)).toEqual([
      ['FROM performance_page_lookups'],
      [
        'START TRANSACTION',
        'FROM performance_metrics',
        'FROM performance_user_slots',
        'FROM performance_user_days',
        'FROM performance_user_pages',
      ],
      ['FROM performance_page_days'],
      ['COMMIT'],
    ]);
  });

  it('figures read slots by their key, and measurements only where a slot is cut', async () => {
    const query = Object.assign(new UserPeriodDto(), {
      ...PERIOD,
      start_date: '2026-03-15T10:07:00.001Z',
    });
    const rows = await plans(() => app.get(FiguresService).find(query));
    expect(rows.map(({ table }) => table)).toEqual([
      'performance_metrics',
      'performance_user_slots',
    ]);
    for (const { table, key, rows: read } of rows) {
      expect(key).toBe(table === 'performance_metrics' ? 'idx_user_timestamp' : 'PRIMARY');
      expect(read).toBeLessThan(table === 'performance_metrics' ? 10 : 60);
    }
  });

  it('adding to days locks single rows by their keys', async () => {
    const metric = (user: number, day: number) =>
      ({
        userId: `user_${user}`,
        timestamp: new Date(Date.UTC(2026, 2, day)),
        pageLoadTime: 1,
        performanceScore: null,
      }) as MetricEntity;
    const metrics = [metric(1, 3), metric(2, 3), metric(2, 5), metric(7, 9)];
    const rows = await plans(() =>
      app
        .get(Database)
        .transaction((sql) =>
          app.get(SketchedDays).add(sql, USER_DAYS, metrics, ({ userId }) => userId),
        ),
    );
    // What the service does by itself meanwhile is not looked at.
    const locking = rows.filter(({ table }) => table === USER_DAYS.name);
    expect(locking.length).toBeGreaterThan(0);
    for (const row of locking) {
      expect(row).toMatchObject({ key: 'PRIMARY', type: 'range' });
      expect(row.rows).toBeLessThanOrEqual(metrics.length);
    }
  });
});
