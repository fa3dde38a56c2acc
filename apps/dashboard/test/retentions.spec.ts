import { ListRetentionsDto, UserRetentions } from '@trailmark/contracts';
import { Database, RpcClient, runInContext } from '@trailmark/platform';
import { explain, TestService } from '@trailmark/testing';
import { ConfigRepository } from '../src/tracking/config.repository.js';
import { askingOf, startDashboard } from './tracking-service.js';

describe('users with a retention of their own', () => {
  let service: TestService;
  let change: ReturnType<typeof askingOf>['change'];

  beforeAll(async () => {
    service = await startDashboard();
    ({ change } = askingOf(service.app));
    for (let n = 0; n < 12; n += 1) {
      await change(`user_${String(n).padStart(2, '0')}`, {
        data_retention_days: n % 3 === 0 ? null : 10 + n,
        sample_rate: 0.5,
      });
    }
  });
  afterAll(() => service.stop());

  const principal = { sub: 'test', email: null, roles: ['service' as const] };
  const list = (request: ListRetentionsDto): Promise<UserRetentions> =>
    runInContext({ requestId: 'test', principal }, () =>
      service.app.get(RpcClient).call('dashboard.retention.list', request),
    );
  const find = (user_id: string) =>
    runInContext({ requestId: 'test', principal }, () =>
      service.app.get(RpcClient).call('dashboard.retention.find', { user_id }),
    );

  const EXPECTED = ['01', '02', '04', '05', '07', '08', '10', '11'].map((n) => ({
    user_id: `user_${n}`,
    data_retention_days: 10 + Number(n),
  }));

  it.each([1, 3, 4, 8, 500])('are listed once each, %i a page', async (limit) => {
    const seen = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: UserRetentions = await list({ cursor, limit });
      expect(page.users.length).toBeLessThanOrEqual(limit);
      seen.push(...page.users);
      cursor = page.next_cursor;
      pages += 1;
    } while (cursor !== null);
    expect(seen).toEqual(EXPECTED);
    expect(pages).toBe(Math.floor(8 / limit) + 1);
  });

  it('are found one by one, and not once the setting is taken back', async () => {
    expect(await find('user_02')).toEqual({ data_retention_days: 12 });
    expect(await find('user_03')).toEqual({ data_retention_days: null });
    expect(await find('nobody')).toEqual({ data_retention_days: null });
    await change('user_11', { data_retention_days: null });
    expect(await find('user_11')).toEqual({ data_retention_days: null });
    expect((await list({ limit: 500 })).users).toEqual(EXPECTED.slice(0, -1));
    await change('user_11', { data_retention_days: 21 });
  });

  it.each([0, 501, 1.5])('are not listed %d a page', async (limit) => {
    await expect(list({ limit })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('are read through an index', async () => {
    const rows = Array.from({ length: 2000 }, (_, n) => [`other_${n}`, 1, '{}', 0]);
    await service.schema.query(
      `INSERT INTO analytics_config (user_id, version, config, unpublished, created_at, updated_at)
       VALUES ${rows.map(() => '(?, NOW(3), NOW(3))').join(', ')}`,
      rows,
    );
    const database = service.app.get(Database);
    const plan = await explain(database.dataSource, service.schema, () =>
      database.read((sql) => new ConfigRepository().withRetention(sql, 'user_01', 3)),
    );
    const rowsOf = plan.filter(({ key }) => key === 'idx_own_retention').map(({ rows }) => rows);
    expect(rowsOf).toHaveLength(1);
    expect(rowsOf[0]).toBeLessThan(50);
  });
});
