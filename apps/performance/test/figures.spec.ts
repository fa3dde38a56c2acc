import { Figure, RecordPerformanceDto, UserPeriodDto } from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import { localSeries, seeded, TestService, waitFor } from '@trailmark/testing';
import { aMessage, publish, unacknowledged } from './performance-messages.js';
import { startPerformance } from './performance-service.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const NEW_YORK = 'America/New_York';

interface Raw {
  at: number;
  load: number;
  score: number | null;
}

const mean = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Two passes, and not by sums of squares. */
const variance = (values: number[]): number | null => {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

/** A mean halfway between two hundredths may be rounded either way. */
const HUNDREDTHS = 1.99;

const near = (value: number | null, digits: number): unknown =>
  value === null ? null : expect.closeTo(value, digits);

const valuesOf = (rows: Raw[], metric: Figure['metric']): number[] =>
  rows.flatMap(({ load, score }) => {
    const value = metric === 'page_load_time' ? load : score;
    return value === null ? [] : [value];
  });

describe('performance.figure.find', () => {
  let service: TestService;
  const random = seeded(7);

  const settled = () => waitFor(async () => (await unacknowledged()) === 0);
  const record = async (measurements: Partial<RecordPerformanceDto>[]) => {
    await publish([aMessage(...measurements)]);
    await settled();
  };
  const ask = (query: Partial<UserPeriodDto>): Promise<Figure[]> => {
    const principal = { sub: 'test', email: null, roles: ['service' as const] };
    const question = Object.assign(new UserPeriodDto(), { user_id: 'ann', ...query });
    return runInContext({ requestId: 'figures', principal }, () =>
      service.app.get(RpcClient).call('performance.figure.find', question),
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
  const rawOf = (user: string): Promise<Raw[]> =>
    service.schema.query<Raw & Record<string, unknown>>(
      `SELECT ROUND(UNIX_TIMESTAMP(timestamp) * 1000) + 0e0 AS at, page_load_time + 0e0 AS \`load\`,
              performance_score + 0e0 AS score
         FROM performance_metrics WHERE user_id = ?`,
      [user],
    );

  const expectRecounted = async (figures: Figure[], from: number, to: number, zone: string) => {
    const raw = await rawOf('ann');
    const spans = {
      current: { from, to, zone },
      previous: { from: 2 * from - to, to: from, zone },
    };
    expect(figures.map(({ metric }) => metric)).toEqual(['page_load_time', 'performance_score']);
    for (const figure of figures) {
      for (const [side, span] of Object.entries(spans) as [
        'current' | 'previous',
        typeof spans.current,
      ][]) {
        const series = localSeries(raw, span);
        const values = valuesOf(
          series.flatMap(([, rows]) => rows),
          figure.metric,
        );
        expect(figure[side]).toEqual({
          value: near(mean(values), HUNDREDTHS),
          observations: values.length,
          variance: near(variance(values), 4),
        });
        expect(figure[`${side}_series`]).toEqual(
          series.map(([date, rows]) => ({
            date,
            value: near(mean(valuesOf(rows, figure.metric)), HUNDREDTHS),
          })),
        );
      }
    }
  };

  const someMeasurement = (from: number, to: number): Partial<RecordPerformanceDto> => ({
    user_id: random() < 0.8 ? 'ann' : 'bob',
    page_load_time: 20 + Math.round(random() * 9e6) / 1000,
    timestamp: new Date(from + Math.floor(random() * (to - from))).toISOString(),
    ...(random() < 0.2 && {
      first_contentful_paint: null,
      largest_contentful_paint: null,
      total_blocking_time: null,
      cumulative_layout_shift: null,
    }),
  });

  const FIRST = Date.parse('2026-09-20T00:00:00Z');
  const LAST = Date.parse('2026-11-20T00:00:00Z');

  beforeAll(async () => {
    service = await startPerformance();
    const all = Array.from({ length: 900 }, () => someMeasurement(FIRST, LAST));
    const noon = Date.parse('2026-11-10T12:00:00Z');
    const dense = Array.from({ length: 300 }, () => someMeasurement(noon, noon + 120 * MINUTE));
    await record([...all, ...dense].slice(0, 600));
    await record([...all, ...dense].slice(600));
  });
  afterAll(() => service.stop());

  it.each([
    ['days of UTC', '2026-10-20T00:00:00Z', '2026-11-05T00:00:00Z', 'UTC'],
    ['days around a clock change', '2026-10-27T04:00:00Z', '2026-11-04T05:00:00Z', NEW_YORK],
    [
      'days of a zone at a quarter',
      '2026-10-20T18:15:00Z',
      '2026-11-05T18:15:00Z',
      'Asia/Kathmandu',
    ],
    ['odd milliseconds', '2026-10-20T10:07:08.009Z', '2026-11-01T23:59:59.999Z', 'Asia/Kolkata'],
    ['hours', '2026-11-10T03:00:00Z', '2026-11-11T03:00:00Z', 'Asia/Kathmandu'],
    ['hours that come twice', '2026-11-01T04:00:00.001Z', '2026-11-02T03:10:00Z', NEW_YORK],
    ['minutes within a quarter', '2026-11-10T12:31:07.123Z', '2026-11-10T12:43:01.456Z', 'UTC'],
    ['minutes across a quarter', '2026-11-10T12:41:00Z', '2026-11-10T13:02:00.001Z', 'UTC'],
    ['weeks', '2026-07-30T07:01:00Z', '2026-11-19T20:00:00Z', 'Europe/Berlin'],
  ])('agrees with a recount over %s', async (_case, start, end, zone) => {
    const [from, to] = [Date.parse(start), Date.parse(end)];
    await expectRecounted(await between(from, to, zone), from, to, zone);
  });

  it('agrees with a recount from any millisecond to any other', async () => {
    const day = Date.parse('2026-11-10T12:00:00Z');
    for (let run = 0; run < 25; run += 1) {
      const from = day + Math.floor(random() * 60 * MINUTE);
      const to = from + 1 + Math.floor(random() * random() * 3 * DAY);
      await expectRecounted(await between(from, to, 'UTC'), from, to, 'UTC');
    }
  });

  it('counts what lies on a bound from its start, and not to its end', async () => {
    const at = Date.parse('2026-08-01T10:20:30.400Z');
    const user_id = 'edge';
    const on = (offset: number) => new Date(at + offset).toISOString();
    await record([
      { user_id, timestamp: on(0), page_load_time: 10 },
      { user_id, timestamp: on(1000), page_load_time: 20 },
      { user_id, timestamp: on(-1), page_load_time: 40 },
    ]);
    const [load] = await between(at, at + 1000, 'UTC', user_id);
    expect(load?.current).toEqual({ value: 10, observations: 1, variance: null });
    expect(load?.previous).toEqual({ value: 40, observations: 1, variance: null });
  });

  it('is null and no observations for a user without measurements', async () => {
    const from = Date.parse('2026-10-01T00:00:00Z');
    const figures = await between(from, from + 2 * DAY, 'UTC', 'nobody');
    const nothing = { value: null, observations: 0, variance: null };
    for (const figure of figures) {
      expect(figure).toMatchObject({ kind: 'mean', current: nothing, previous: nothing });
      expect(figure.current_series).toEqual([
        { date: '2026-10-01', value: null },
        { date: '2026-10-02', value: null },
      ]);
    }
  });

  it('keeps a small spread of large values', async () => {
    const user_id = 'spread';
    const timestamp = '2026-10-05T10:00:00.000Z';
    const loads = [599_999.999, 599_999.998, 599_999.997];
    await record(loads.map((page_load_time) => ({ user_id, timestamp, page_load_time })));
    const at = Date.parse(timestamp);
    const [load] = await between(at - 30 * MINUTE, at + 30 * MINUTE, 'UTC', user_id);
    expect(load?.current).toEqual({ value: 600_000, observations: 3, variance: 0.000001 });
  });

  it.each([
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['start_date', { time_period: 'custom' as const }],
  ])('refuses a period and names %s', async (field, query) => {
    await expect(ask(query)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field })],
    });
  });
});
