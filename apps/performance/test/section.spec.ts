import {
  Figure,
  PerformanceOverview,
  RecordPerformanceDto,
  Section,
  UserPeriodDto,
} from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import { seeded, TestService, waitFor } from '@trailmark/testing';
import { aMessage, publish, unacknowledged } from './performance-messages.js';
import { startPerformance } from './performance-service.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.parse('2026-11-10T12:00:00Z');
const NEW_YORK = 'America/New_York';

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
  const between = (from: number, to: number, timezone = 'UTC', user_id = 'ann') =>
    call(
      Object.assign(new UserPeriodDto(), {
        user_id,
        time_period: 'custom' as const,
        start_date: new Date(from).toISOString(),
        end_date: new Date(to).toISOString(),
        timezone,
      }),
    );

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
      aMessage(...Array.from({ length: 800 }, () => someMeasurement(NOON - 220 * DAY, NOON))),
      aMessage(...Array.from({ length: 300 }, () => someMeasurement(NOON - 2 * DAY, NOON))),
      aMessage(...Array.from({ length: 300 }, () => someMeasurement(NOON - 2 * HOUR, NOON))),
    ]);
    await waitFor(async () => (await unacknowledged()) === 0);
  });
  afterAll(() => service.stop());

  it.each([
    ['a minute', NOON - 20 * MINUTE + 123, MINUTE, 'UTC'],
    ['minutes across a quarter', NOON - 34 * MINUTE + 1, 5 * MINUTE, 'Asia/Kathmandu'],
    ['an hour', NOON - HOUR - 7, HOUR, 'UTC'],
    ['a day', NOON - DAY - 5 * MINUTE, DAY, 'Asia/Kathmandu'],
    ['a day across midnights', NOON - DAY, DAY, 'Asia/Kolkata'],
    ['a day of 25 hours', Date.parse('2026-11-01T04:00:00Z'), 25 * HOUR, NEW_YORK],
    ['two days', NOON - 2 * DAY - 1, 2 * DAY, 'Europe/Berlin'],
    ['whole days of UTC', Date.parse('2026-10-20T00:00:00Z'), 14 * DAY, 'UTC'],
    ['30 days to the millisecond', NOON - 30 * DAY - 98_765, 30 * DAY, 'UTC'],
    ['30 days with a clock change', NOON - 30 * DAY, 30 * DAY, NEW_YORK],
    ['120 days', NOON - 120 * DAY + 4321, 120 * DAY, 'Europe/Berlin'],
  ])('tells of %s what the overview and the figures tell', async (_case, from, length, zone) => {
    const { section, apart } = await between(from, from + length, zone);
    expect(section).toEqual(apart);
    expect(Math.min(...observations(section))).toBeGreaterThan(0);
    expectConsistent(section);
  });

  it('tells the same of any period', async () => {
    for (let run = 0; run < 20; run += 1) {
      const to = NOON - Math.floor(random() * 3 * HOUR);
      const { section, apart } = await between(to - 1 - Math.floor(random() ** 3 * 4 * DAY), to);
      expect(section).toEqual(apart);
      expectConsistent(section);
    }
  });

  it('finds the issues', async () => {
    const { section } = await between(NOON - 30 * DAY, NOON);
    expect(section.overview.issues.map(({ severity }) => severity)).toContain('critical');
    expect(section.overview.slowest_pages).toHaveLength(10);
  });

  it('is empty for a user without measurements', async () => {
    const { section, apart } = await between(NOON - 7 * DAY, NOON, NEW_YORK, 'nobody');
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
