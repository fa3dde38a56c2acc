import { Figure, RecordUsageDto, UsageDay, UserPeriodDto } from '@trailmark/contracts';
import { localKey, TestService } from '@trailmark/testing';
import { aDay, FakeEvents } from './fake-events.js';
import { daysOf, shift } from './recount.js';
import { submit } from './usage-messages.js';
import { askUsage, startUsage } from './usage-service.js';

const NEW_YORK = 'America/New_York';

/** A mean halfway between two hundredths may be rounded either way. */
const HUNDREDTHS = 1.99;

const mean = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const near = (value: number | null, digits: number): unknown =>
  value === null ? null : expect.closeTo(value, digits);

const variance = (values: number[]): number | null => {
  const middle = mean(values) ?? 0;
  if (values.length < 2) return null;
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};

/** The published formula for a day with sessions. */
const computed = ({
  session_count: n,
  total_session_duration: seconds,
  page_views: pages,
}: UsageDay) => {
  const filled = (weight: number, x: number) => weight * (1 - Math.pow(2, -x));
  return (
    10 *
    (filled(0.2, n / 1.5) +
      filled(0.3, seconds / 60 / n / 5) +
      filled(0.2, pages / n / 4) +
      filled(0.3, 1 / 0.25))
  );
};

describe('usage.figure.find', () => {
  let service: TestService;
  let events: FakeEvents;
  /** What the rows score, by day. */
  const scores = new Map<string, number>();

  const ask = (query: Partial<UserPeriodDto>): Promise<Figure[]> => {
    const question = Object.assign(new UserPeriodDto(), { user_id: 'ann', ...query });
    return askUsage(service, 'usage.figure.find', question);
  };

  beforeAll(async () => {
    service = await startUsage();
    events = await FakeEvents.start();
    const rows: RecordUsageDto[] = [];
    const days: UsageDay[] = [];
    for (let n = 0; n < 200; n += 1) {
      const date = shift('2026-11-10', -n);
      const day = aDay(date, {
        session_count: 1 + (n % 3),
        total_session_duration: 60 * (n % 50),
        page_views: n % 11,
      });
      if (n % 3 === 0) {
        days.push(day);
        scores.set(date, Math.round(computed(day) * 100) / 100);
      }
      if (n % 5 === 0) {
        rows.push({ user_id: 'ann', date, engagement_score: (n % 101) / 10 });
        scores.set(date, (n % 101) / 10);
      }
    }
    events.days.set('ann', days);
    await submit(rows);
  });
  afterAll(async () => {
    await events.stop();
    await service.stop();
  });
  beforeEach(() => events.become('answering'));

  const sideOf = (days: string[], weekly: boolean) => {
    const found = days.flatMap((day) => scores.get(day) ?? []);
    const monday = localKey('UTC', 'week');
    const nameOf = (day: string) => (weekly ? monday(Date.parse(day)) : day);
    const series = new Map(days.map((day): [string, number[]] => [nameOf(day), []]));
    for (const day of days) series.get(nameOf(day))?.push(...[scores.get(day) ?? []].flat());
    return {
      sample: {
        value: near(mean(found), HUNDREDTHS),
        observations: found.length,
        variance: near(variance(found), 5),
      },
      series: [...series].map(([date, values]) => ({
        date,
        value: near(mean(values), HUNDREDTHS),
      })),
    };
  };

  it.each([
    ['a day', '2026-11-09T00:00:00Z', '2026-11-10T00:00:00Z', 'UTC', false],
    ['an hour', '2026-11-05T21:30:00Z', '2026-11-05T22:30:00Z', 'Asia/Kathmandu', false],
    ['days', '2026-10-20T10:07:08.009Z', '2026-11-01T09:59:59.999Z', 'Asia/Kolkata', false],
    ['days around a clock change', '2026-10-25T04:00:00Z', '2026-11-04T05:00:00Z', NEW_YORK, false],
    ['ninety days', '2026-08-12T00:00:00Z', '2026-11-10T00:00:00Z', 'UTC', false],
    ['weeks', '2026-07-15T10:00:00Z', '2026-11-08T10:00:00Z', 'Europe/Berlin', true],
    ['days without anything', '2026-01-03T00:00:00Z', '2026-01-09T00:00:00Z', 'UTC', false],
  ])('agrees with a recount over %s', async (_case, start, end, timezone, weekly) => {
    const figures = await ask({
      time_period: 'custom',
      start_date: start,
      end_date: end,
      timezone,
    });
    const days = daysOf(Date.parse(start), Date.parse(end), timezone);
    const current = sideOf(days, weekly);
    const previous = sideOf(
      days.map((day) => shift(day, -days.length)),
      weekly,
    );
    expect(figures).toEqual([
      {
        metric: 'engagement_score',
        kind: 'mean',
        current: current.sample,
        previous: previous.sample,
        current_series: current.series,
        previous_series: previous.series,
      },
    ]);
  });

  it('is the trend of the metric, but null where nothing was scored', async () => {
    const period = {
      time_period: 'custom' as const,
      start_date: '2026-10-20',
      end_date: '2026-11-05',
    };
    const [figure] = await ask(period);
    const question = { user_id: 'ann', metric: 'engagement_score' as const, ...period };
    const trend = await askUsage(service, 'usage.metric.trends', question);
    expect(figure?.current.value).toBe(trend.current_value);
    expect(figure?.previous.value).toBe(trend.previous_value);
    expect(figure?.current_series.map(({ value }) => value ?? 0)).toEqual(
      trend.time_series.map(({ value }) => value),
    );
    expect(figure?.current_series.some(({ value }) => value === null)).toBe(true);
  });

  it('is made of what is stored while the events are away', async () => {
    await events.become('away');
    const period = {
      time_period: 'custom' as const,
      start_date: '2026-11-01',
      end_date: '2026-11-10',
    };
    const [figure] = await ask(period);
    expect(figure?.current).toMatchObject({ observations: 2, value: 0.25 });
  });

  it.each([
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['start_date', { time_period: 'custom' as const, start_date: '2024-01-01' }],
  ])('refuses a period and names %s', async (field, query) => {
    await expect(ask(query)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field })],
    });
  });
});
