import { Figure, RecordActivityDto, UserPeriodDto } from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import { localSeries, seeded, TestService } from '@trailmark/testing';
import { aMessage, publish, settled } from './activity-messages.js';
import { startActivity } from './activity-service.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

describe('activity.figure.find', () => {
  let service: TestService;
  const random = seeded(5);

  const ask = (query: Partial<UserPeriodDto>): Promise<Figure[]> => {
    const principal = { sub: 'test', email: null, roles: ['service' as const] };
    const question = Object.assign(new UserPeriodDto(), { user_id: 'ann', ...query });
    return runInContext({ requestId: 'figures', principal }, () =>
      service.app.get(RpcClient).call('activity.figure.find', question),
    );
  };
  const between = (from: number, to: number, timezone: string, user_id = 'ann') =>
    ask({
      user_id,
      time_period: 'custom',
      start_date: new Date(from).toISOString(),
      end_date: new Date(to).toISOString(),
      timezone,
    });

  const expectRecounted = async (figures: Figure[], from: number, to: number, zone: string) => {
    const rows = await service.schema.query<{ at: number }>(
      `SELECT ROUND(UNIX_TIMESTAMP(timestamp) * 1000) + 0e0 AS at FROM activity_logs
        WHERE user_id = 'ann'`,
    );
    const sideOf = (first: number, end: number) => {
      const series = localSeries(rows, { from: first, to: end, zone });
      const { length } = rows.filter(({ at }) => at >= first && at < end);
      return {
        sample: { value: length, observations: length, variance: null },
        series: series.map(([date, found]) => ({ date, value: found.length })),
      };
    };
    const current = sideOf(from, to);
    const previous = sideOf(2 * from - to, from);
    expect(figures).toEqual([
      {
        metric: 'activities',
        kind: 'count',
        current: current.sample,
        previous: previous.sample,
        current_series: current.series,
        previous_series: previous.series,
      },
    ]);
  };

  const someActivity = (from: number, to: number): Partial<RecordActivityDto> => ({
    user_id: random() < 0.8 ? 'ann' : 'bob',
    timestamp: new Date(from + Math.floor(random() * (to - from))).toISOString(),
  });

  beforeAll(async () => {
    service = await startActivity();
    const first = Date.parse('2026-09-20T00:00:00Z');
    const noon = Date.parse('2026-11-10T12:00:00Z');
    await publish([
      aMessage(...Array.from({ length: 700 }, () => someActivity(first, first + 61 * DAY))),
      aMessage(...Array.from({ length: 300 }, () => someActivity(noon, noon + 2 * MINUTE))),
    ]);
    await settled();
  });
  afterAll(() => service.stop());

  it.each([
    ['days of UTC', '2026-10-20T00:00:00Z', '2026-11-05T00:00:00Z', 'UTC'],
    [
      'days around a clock change',
      '2026-10-27T04:00:00Z',
      '2026-11-04T05:00:00Z',
      'America/New_York',
    ],
    ['odd milliseconds', '2026-10-20T10:07:08.009Z', '2026-11-01T23:59:59.999Z', 'Asia/Kolkata'],
    ['hours', '2026-11-10T03:00:00Z', '2026-11-11T03:00:00Z', 'Asia/Kathmandu'],
    ['weeks', '2026-07-30T07:01:00Z', '2026-11-19T20:00:00Z', 'Europe/Berlin'],
  ])('agrees with a recount over %s', async (_case, start, end, zone) => {
    const [from, to] = [Date.parse(start), Date.parse(end)];
    await expectRecounted(await between(from, to, zone), from, to, zone);
  });

  it('agrees with a recount from any millisecond to any other', async () => {
    const noon = Date.parse('2026-11-10T12:00:00Z');
    for (let run = 0; run < 25; run += 1) {
      const from = noon + Math.floor(random() * 2 * MINUTE);
      const to = from + 1 + Math.floor(random() * random() * 3 * MINUTE);
      await expectRecounted(await between(from, to, 'UTC'), from, to, 'UTC');
    }
  });

  it('is zeros, none left out, for a user without activities', async () => {
    const from = Date.parse('2026-10-01T00:00:00Z');
    const [figure] = await between(from, from + 2 * DAY, 'UTC', 'nobody');
    const nothing = { value: 0, observations: 0, variance: null };
    expect(figure).toMatchObject({ current: nothing, previous: nothing });
    expect(figure?.previous_series).toEqual([
      { date: '2026-09-29', value: 0 },
      { date: '2026-09-30', value: 0 },
    ]);
  });

  it.each([
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['start_date', { time_period: 'custom' as const }],
    ['start_date', { time_period: 'custom' as const, start_date: '1990-01-01' }],
  ])('refuses a period and names %s', async (field, query) => {
    await expect(ask(query)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field })],
    });
  });
});
