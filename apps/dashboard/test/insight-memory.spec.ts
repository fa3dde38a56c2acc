import { InsightView, UserPeriodDto } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { explain, TestService } from '@trailmark/testing';
import { InsightKeeper } from '../src/insights/insight-keeper.js';
import { InsightMemory } from '../src/insights/insight-memory.js';
import { insightId } from '../src/insights/insight-id.js';
import { InsightsRepository } from '../src/insights/insights.repository.js';
import { ask, startDashboard } from './dashboard-service.js';
import { aMean } from './fake-answers.js';
import { FakePeers } from './fake-peers.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('insights over time', () => {
  let service: TestService;
  let peers: FakePeers;
  let memory: InsightMemory;

  beforeAll(async () => {
    peers = await FakePeers.start();
    service = await startDashboard();
    memory = service.app.get(InsightMemory);
    await service.app.get(Database).ready();
  });
  beforeEach(() => peers.reset());
  afterAll(async () => {
    await service.stop();
    await peers.stop();
  });

  const idOf = (user: string, metric: 'errors' | 'sessions' = 'errors') =>
    insightId(user, { time_period: 'last_7_days' }, metric, 'up');
  const at = (hours: number) => new Date(Date.UTC(2026, 4, 1) + hours * HOUR_MS);
  const find = async (user: string, hours: number, episodeMs = 7 * DAY_MS) => {
    const found = await memory.firstFound(user, [idOf(user)], at(hours), episodeMs);
    return found?.get(idOf(user));
  };

  it('remember when they were first found, as long as they are found again in time', async () => {
    expect(await find('ann', 0)).toEqual(at(0));
    expect(await find('ann', 100)).toEqual(at(0));
    expect(await find('ann', 100 + 7 * 24)).toEqual(at(0));
  });

  it('begin anew when they come back after a period without them', async () => {
    await find('bob', 0);
    expect(await find('bob', 7 * 24 + 1)).toEqual(at(7 * 24 + 1));
    expect(await find('bob', 7 * 24 + 2)).toEqual(at(7 * 24 + 1));
  });

  it('are not made younger by a replica whose clock is behind', async () => {
    await find('cid', 10);
    expect(await find('cid', 9)).toEqual(at(10));
    expect(await find('cid', 10 + 7 * 24)).toEqual(at(10));
  });

  it('are each user’s own', async () => {
    await find('dan', 0);
    expect(await find('dan ', 5)).toEqual(at(5));
    expect(await find('Dan', 6)).toEqual(at(6));
  });

  it('survive being found by many at once', async () => {
    const ids = ['errors' as const, 'sessions' as const].map((metric) => idOf('eve', metric));
    const found = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        memory.firstFound('eve', n % 2 ? ids : ids.toReversed(), at(0), DAY_MS),
      ),
    );
    for (const one of found) expect(one && [...one.keys()].sort()).toEqual(ids.toSorted());
  });

  it('are forgotten after 400 days, not before', async () => {
    await find('fay', 0);
    const rows = () => service.schema.query(`SELECT * FROM insights WHERE user_id = 'fay'`);
    const keeper = service.app.get(InsightKeeper);
    await keeper.purge(new Date(at(0).getTime() + 400 * DAY_MS));
    expect(await rows()).toHaveLength(1);
    await keeper.purge(new Date(at(0).getTime() + 400 * DAY_MS + 1));
    expect(await rows()).toHaveLength(0);
  });

  it('are read by key', async () => {
    await find('gus', 0);
    const { dataSource } = service.app.get(Database);
    const plans = await explain(dataSource, service.schema, () =>
      service.app.get(InsightsRepository).firstFound(dataSource.manager, 'gus', [idOf('gus')]),
    );
    expect(plans.map(({ key, rows }) => [key, rows])).toEqual([['PRIMARY', 1]]);
  });

  describe('asked for over NATS', () => {
    const query = (user_id: string, rest: Partial<UserPeriodDto> = {}) =>
      Object.assign(new UserPeriodDto(), { user_id, ...rest });
    const insightsOf = async (user: string, rest?: Partial<UserPeriodDto>) => {
      const { items } = await ask(service, 'dashboard.insight.find', query(user, rest));
      return items;
    };
    const tell = (values: [number, number]) =>
      peers.answer('performance.figure.find', () => [aMean('page_load_time', values)]);

    it('are the same finding again after new facts, whatever its size', async () => {
      await tell([4000, 1000]);
      const [first] = await insightsOf('hal');
      await tell([5000, 1000]);
      await peers.commit('hal');
      const [second] = await insightsOf('hal');
      expect(second?.change_percentage).toBe(400);
      expect([second?.id, second?.created_at]).toEqual([first?.id, first?.created_at]);
    });

    it('are another finding in the other direction, another period or of another user', async () => {
      const ids = new Set<InsightView['id']>();
      const bounds = { time_period: 'custom' as const, end_date: '2026-02-01' };
      const asked: [string, Partial<UserPeriodDto>][] = [
        ['ida', {}],
        ['ida', { time_period: 'last_30_days' }],
        ['ida', { ...bounds, start_date: '2026-01-01' }],
        ['ida', { ...bounds, start_date: '2026-01-02' }],
        ['jon', {}],
      ];
      for (const values of [
        [4000, 1000],
        [1000, 4000],
      ] as [number, number][]) {
        await tell(values);
        for (const [user, rest] of asked) {
          await peers.commit(user);
          for (const { id } of await insightsOf(user, rest)) ids.add(id);
        }
      }
      expect(ids.size).toBe(2 * asked.length);
    });

    it('come without waiting for a database that stalls, and are not kept then', async () => {
      await tell([4000, 1000]);
      const runner = service.app.get(Database).dataSource.createQueryRunner();
      await runner.query('LOCK TABLES insights WRITE');
      const [insight] = await insightsOf('kim');
      expect(insight?.title).toBe('Pages load slower');
      await runner.query('UNLOCK TABLES');
      await runner.release();
      await insightsOf('kim');
      await insightsOf('kim');
      expect(peers.timesAsked('performance.figure.find')).toBe(2);
    });

    it('do not hide a defect of what remembers them', async () => {
      await tell([4000, 1000]);
      await service.schema.query('RENAME TABLE insights TO elsewhere');
      await expect(insightsOf('lea')).rejects.toMatchObject({ code: 'INTERNAL_ERROR' });
      await service.schema.query('RENAME TABLE elsewhere TO insights');
      expect(await insightsOf('lea')).toHaveLength(1);
    });
  });
});
