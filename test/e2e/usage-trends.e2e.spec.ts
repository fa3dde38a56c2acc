import { TrendView, UsageResult } from '@trailmark/contracts';
import { anEvent, ApiClient } from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const DAY_MS = 86_400_000;

const custom = (from: string, to: string, zone = 'UTC'): string =>
  `time_period=custom&start_date=${from}&end_date=${to}&timezone=${zone}`;

/** The calendar day on the clocks of a zone, by another way than the product's. */
const todayIn = (zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());

describe('trends of usage', () => {
  let stack: SharedStack;
  let client: ApiClient;

  beforeAll(async () => {
    stack = await sharedStack('events', 'usage');
    client = ApiClient.as(stack.url, 'backend', 'admin');
    const days = [
      { date: '2026-03-05', page_views: 10, session_count: 1, average_session_duration: 100 },
      { date: '2026-03-08', page_views: 4, session_count: 3, average_session_duration: 60 },
      { date: '2026-03-09', page_views: 8, session_count: 1, average_session_duration: 20 },
      { date: '2026-03-11', page_views: 0, unique_pages_visited: 6, engagement_score: 7.5 },
    ];
    for (const day of days) {
      const { status } = await client.post<UsageResult>('/analytics/usage', {
        user_id: 'u',
        ...day,
      });
      expect(status).toBe(201);
    }
  });
  afterAll(() => stack.stop());

  const ask = async (user: string, query: string): Promise<TrendView> => {
    const answer = await client.get<TrendView>(`/analytics/usage/${user}/trends?${query}`);
    expect(answer.status).toBe(200);
    return answer.body.data;
  };

  it('adds counts up by day, with zeros between, against as many days before', async () => {
    expect(await ask('u', `metric=page_views&${custom('2026-03-08', '2026-03-11')}`)).toEqual({
      metric: 'page_views',
      current_value: 12,
      previous_value: 10,
      change_percentage: 20,
      trend: 'up',
      time_series: [
        { date: '2026-03-08', value: 4 },
        { date: '2026-03-09', value: 8 },
        { date: '2026-03-10', value: 0 },
        { date: '2026-03-11', value: 0 },
      ],
    });
  });

  it.each([
    ['session_count', 4, 1],
    ['average_session_duration', 50, 100],
    ['unique_pages_visited', 2, 0],
    ['total_session_duration', 0, 0],
  ])('of %s is %d, was %d', async (metric, current, previous) => {
    const trend = await ask('u', `metric=${metric}&${custom('2026-03-08', '2026-03-11')}`);
    expect(trend).toMatchObject({ current_value: current, previous_value: previous });
  });

  it('has a direction but no percentage from zero on', async () => {
    const trend = await ask('u', `metric=page_views&${custom('2026-03-05', '2026-03-05')}`);
    expect(trend).toMatchObject({ previous_value: 0, change_percentage: null, trend: 'up' });
  });

  it.each(['America/New_York', 'Asia/Kathmandu', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
    'covers whole calendar days in %s, over clock changes, too',
    async (zone) => {
      const trend = await ask('u', `metric=page_views&${custom('2026-03-08', '2026-03-09', zone)}`);
      expect(trend.time_series.map(({ date }) => date)).toEqual(['2026-03-08', '2026-03-09']);
      expect(trend).toMatchObject({ current_value: 12, previous_value: 0 });
    },
  );

  it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu'])(
    'of the last seven days ends with today in %s',
    async (zone) => {
      const before = todayIn(zone);
      const { time_series: series } = await ask(
        'u',
        `metric=page_views&time_period=last_7_days&timezone=${zone}`,
      );
      expect(series).toHaveLength(7);
      expect([before, todayIn(zone)]).toContain(series.at(-1)?.date);
    },
  );

  it('goes by weeks beyond ninety days', async () => {
    const trend = await ask('u', `metric=page_views&${custom('2026-01-01', '2026-04-30')}`);
    expect(trend.time_series.every(({ date }) => new Date(date).getUTCDay() === 1)).toBe(true);
    expect(trend.time_series.filter(({ value }) => value !== 0)).toEqual([
      { date: '2026-03-02', value: 14 },
      { date: '2026-03-09', value: 8 },
    ]);
  });

  it('counts what the events say where nothing was submitted', async () => {
    const yesterday = new Date(Date.now() - DAY_MS).toISOString();
    const view = { user_id: 'derived', event_name: 'page_view', timestamp: yesterday };
    await client.post('/analytics/events/batch', { events: [anEvent(view), anEvent(view)] });
    const trend = await ask('derived', 'metric=page_views');
    expect(trend).toMatchObject({ current_value: 2, previous_value: 0 });
    expect(trend.time_series).toHaveLength(30);
    expect(trend.time_series).toContainEqual({ date: yesterday.slice(0, 10), value: 2 });
  });

  it('is all zeros for a user without anything', async () => {
    const trend = await ask('nobody', 'metric=engagement_score&time_period=last_7_days');
    expect(trend).toMatchObject({
      current_value: 0,
      previous_value: 0,
      change_percentage: 0,
      trend: 'stable',
    });
    expect(trend.time_series.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it.each(['', 'metric=bounce_rate'])('refuses “%s” and names the known metrics', async (query) => {
    const { status, body } = await client.get(`/analytics/usage/u/trends?${query}`);
    expect(status).toBe(400);
    expect(body.error.details?.[0]).toMatchObject({
      field: 'metric',
      message: expect.stringContaining('unique_pages_visited'),
    });
  });
});
