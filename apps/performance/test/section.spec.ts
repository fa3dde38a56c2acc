import {
  Figure,
  PerformanceOverview,
  RecordPerformanceDto,
  Section,
  UserPeriodDto,
} from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import {
  customPeriod,
  SAMPLE_END,
  SAMPLE_PERIODS,
  seeded,
  TestService,
  waitFor,
} from '@trailmark/testing';
import { aMessage, publish, unacknowledged } from './performance-messages.js';
import { startPerformance } from './performance-service.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('performance.section.find', () => {
  let service: TestService;
  const random = seeded(11);

  const someMeasurement = (from: number, to: number): Partial<RecordPerformanceDto> => {
    const page = Math.floor(random() * 30);
    return {
      user_id: random() < 0.7 ? 'ann' : 'bob',
      page: `/page-${page}`,
      page_load_time: (page + 1) * (20 + Math.round(random() * 3e5) / 1000),
      timestamp: new Date(from + Math.floor(random() * (to - from))).toISOString(),
      ...(random() < 0.2 && { largest_contentful_paint: null, total_blocking_time: null }),
    };
  };

  const call = async (question: UserPeriodDto) => {
    const principal = { sub: 'test', email: null, roles: ['service' as const] };
    const rpc = service.app.get(RpcClient);
    return runInContext({ requestId: 'section', principal }, async () => ({
      section: await rpc.call('performance.section.find', question),
      apart: {
        overview: await rpc.call('performance.metric.overview', question),
        figures: await rpc.call('performance.figure.find', question),
      },
    }));
  };
  const between = (from: number, to: number, timezone?: string, user = 'ann') =>
    call(customPeriod(user, from, to, timezone));

  const observations = ({ figures }: { figures: Figure[] }) =>
    figures.map(({ current, previous }) => current.observations + previous.observations);

  /** Means that both halves tell. */
  const expectConsistent = ({ overview, figures }: Section<PerformanceOverview>) => {
    const means = figures.map(({ current }) => current.value);
    expect(means).toEqual([overview.average_load_time, overview.performance_score]);
  };

  beforeAll(async () => {
    service = await startPerformance();
    await publish([
      aMessage(
        ...Array.from({ length: 800 }, () => someMeasurement(SAMPLE_END - 220 * DAY, SAMPLE_END)),
      ),
      aMessage(
        ...Array.from({ length: 300 }, () => someMeasurement(SAMPLE_END - 2 * DAY, SAMPLE_END)),
      ),
      aMessage(
        ...Array.from({ length: 300 }, () => someMeasurement(SAMPLE_END - 2 * HOUR, SAMPLE_END)),
      ),
    ]);
    await waitFor(async () => (await unacknowledged()) === 0);
  });
  afterAll(() => service.stop());

  it.each(SAMPLE_PERIODS)(
    'tells of %s what the overview and the figures tell',
    async (_case, from, length, zone) => {
      const { section, apart } = await between(from, from + length, zone);
      expect(section).toEqual(apart);
      expect(Math.min(...observations(section))).toBeGreaterThan(0);
      expectConsistent(section);
    },
  );

  it('tells the same of any period', async () => {
    for (let run = 0; run < 20; run += 1) {
      const to = SAMPLE_END - Math.floor(random() * 3 * HOUR);
      const { section, apart } = await between(to - 1 - Math.floor(random() ** 3 * 4 * DAY), to);
      expect(section).toEqual(apart);
      expectConsistent(section);
    }
  });

  it('finds the issues', async () => {
    const { section } = await between(SAMPLE_END - 30 * DAY, SAMPLE_END);
    expect(section.overview.issues.map(({ severity }) => severity)).toContain('critical');
    expect(section.overview.slowest_pages).toHaveLength(10);
  });

  it('is empty for a user without measurements', async () => {
    const { section, apart } = await between(
      SAMPLE_END - 7 * DAY,
      SAMPLE_END,
      'America/New_York',
      'nobody',
    );
    expect(section).toEqual(apart);
    expect(observations(section)).toEqual([0, 0]);
    expect(section.overview).toMatchObject({ average_load_time: null, slowest_pages: [] });
    expect(section.overview.performance_trends).toHaveLength(8);
  });

  it('refuses a period and names the field', async () => {
    const question = Object.assign(new UserPeriodDto(), { user_id: 'ann', timezone: 'Mars/X' });
    await expect(call(question)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field: 'timezone' })],
    });
  });
});
