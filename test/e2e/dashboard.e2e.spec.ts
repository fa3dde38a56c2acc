import {
  ACTIVITY_STREAM,
  DashboardView,
  EVENT_STREAM,
  PERFORMANCE_STREAM,
  PerformanceOverview,
  RecordEventDto,
} from '@trailmark/contracts';
import {
  aMeasurement,
  anActivity,
  anEvent,
  ApiClient,
  seeded,
  unacknowledgedFacts,
  waitFor,
} from '@trailmark/testing';
import { recount as recountActivities } from './activity-recount.js';
import { rawEventsOf, recountOverview, recountTrends, Span } from './events-recount.js';
import { PATIENT, startStack, Stack } from './stack.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SERVICES = ['events', 'performance', 'usage', 'activity', 'dashboard'];
const STREAMS = [EVENT_STREAM, PERFORMANCE_STREAM, ACTIVITY_STREAM];

const dice = seeded(11);
const random = (below: number): number => Math.floor(dice() * below);
const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T;

const KINDS: Partial<RecordEventDto>[] = [
  { event_name: 'page_view', event_category: 'navigation' },
  { event_name: '$pageview', event_category: 'navigation' },
  { event_name: 'save', event_type: 'user_action' },
  { event_name: 'crash', event_type: 'error_event', event_category: 'errors' },
  { event_name: 'sold', event_type: 'business_event', event_category: 'marketplace' },
];
const PAGES = ['/', '/a?x=1', '/b', '/c', 'https://shop.example/d'];

/** A session of some events at random times within two hours, sent in no order. */
const session = (user_id: string, at: number): RecordEventDto[] => {
  const session_id = `${user_id}-${at}`;
  return Array.from({ length: 1 + random(7) }, () =>
    anEvent({
      user_id,
      session_id,
      ...pick(KINDS),
      properties: { page: pick(PAGES) },
      timestamp: new Date(at + random(2 * HOUR_MS)).toISOString(),
    }),
  );
};

describe('the dashboard over HTTP', () => {
  let stack: Stack;
  let admin: ApiClient;
  const now = Date.now();

  const get = async (user: string, query = ''): Promise<DashboardView> => {
    const { status, body } = await admin.get<DashboardView>(
      `/analytics/dashboard/${user}?${query}`,
    );
    expect(status).toBe(200);
    return body.data;
  };
  const spanOf = (view: DashboardView): Span => ({
    from: new Date(view.start_date),
    to: new Date(view.end_date),
    zone: view.timezone,
  });
  const settled = () =>
    waitFor(async () => {
      const waiting = await Promise.all(STREAMS.map((one) => unacknowledgedFacts(one)));
      return waiting.every((count) => count === 0);
    });

  beforeAll(async () => {
    stack = await startStack({ services: SERVICES, env: PATIENT });
    admin = ApiClient.as(stack.url, 'backend', 'admin');
    const events = Array.from({ length: 260 }, (_, n) =>
      session(n % 4 === 0 ? 'bob' : 'ann', now - random(70 * DAY_MS) - 3 * HOUR_MS),
    ).flat();
    const recent = Array.from({ length: 12 }, () =>
      session('ann', now - random(HOUR_MS) - HOUR_MS),
    ).flat();
    const all = [...events, ...recent];
    while (all.length > 0) {
      await admin.post('/analytics/events/batch', { events: all.splice(0, 500) });
    }
    for (let n = 0; n < 120; n += 1) {
      const timestamp = new Date(now - random(20 * DAY_MS)).toISOString();
      const load = 500 + random(9000);
      await admin.post(
        '/analytics/performance',
        aMeasurement({ user_id: 'ann', page: pick(['/a', '/b']), page_load_time: load, timestamp }),
        { prefer: 'respond-async' },
      );
    }
    await admin.post('/analytics/activities/batch', {
      activities: Array.from({ length: 200 }, () =>
        anActivity({
          user_id: 'ann',
          activity_type: pick(['user_action', 'api_call', 'error'] as const),
          timestamp: new Date(now - random(20 * DAY_MS)).toISOString(),
        }),
      ),
    });
    await settled();
  });
  afterAll(() => stack.stop());

  const custom = (from: number, to: number) =>
    `time_period=custom&start_date=${new Date(from).toISOString()}&end_date=${new Date(to).toISOString()}`;

  it.each([
    ['the last hour', 'time_period=last_hour'],
    ['the last 24 hours', 'time_period=last_24_hours&timezone=Asia/Kathmandu'],
    ['the last 7 days', 'time_period=last_7_days'],
    ['the last 30 days', 'time_period=last_30_days&timezone=America/New_York'],
    ['the last 90 days', 'time_period=last_90_days&timezone=Australia/Lord_Howe'],
    ['the last year', 'time_period=last_year'],
    ['odd milliseconds', custom(now - 9 * DAY_MS - 12_345, now - 3 * DAY_MS + 777)],
    ['a stretch within a quarter of an hour', custom(now - 40 * 60_000, now - 39 * 60_000)],
    ['days without anything', custom(now - 300 * DAY_MS, now - 290 * DAY_MS)],
  ])('of %s agrees with a recount from raw rows', async (_case, query) => {
    const view = await get('ann', query);
    const span = spanOf(view);
    const events = await rawEventsOf(stack.service('events').schema, 'ann');
    expect(view.degraded).toEqual([]);
    expect(view.overview).toEqual(recountOverview(events, span));

    const { current, previous } = recountTrends(events, span);
    for (const [metric, value] of Object.entries(current)) {
      const trend = view.trends.find((one) => one.metric === metric);
      const before = previous[metric as keyof typeof previous];
      expect(trend?.current_value).toEqual(value === null ? null : expect.closeTo(value, 2));
      expect(trend?.previous_value).toEqual(before === null ? null : expect.closeTo(before, 2));
    }
    for (const metric of ['sessions', 'events', 'page_views', 'errors'] as const) {
      const series = view.trends.find((one) => one.metric === metric)?.time_series ?? [];
      expect(series.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(current[metric]);
    }

    const activities = await recountActivities(stack.service('activity').schema, 'ann', span);
    expect(view.activity?.total_activities).toBe(activities.total);
    const breakdown = view.activity?.activity_breakdown.map(({ type, count }) => [type, count]);
    expect(Object.fromEntries(breakdown ?? [])).toEqual(activities.types);
    const newest = view.activity?.recent_activities.map(({ id }) => id.replaceAll('-', ''));
    expect(newest).toEqual(activities.recent);

    const overview = await admin.get<PerformanceOverview>(
      `/analytics/performance/ann/overview?${custom(span.from.getTime(), span.to.getTime())}&timezone=${span.zone}`,
    );
    expect(view.performance).toEqual(overview.body.data);
  });

  it('counts usage by the days of the period as a recount does', async () => {
    const view = await get('ann', 'time_period=last_7_days');
    const events = await rawEventsOf(stack.service('events').schema, 'ann');
    const others = await rawEventsOf(stack.service('events').schema, 'bob');
    const last = new Date(view.end_date).toISOString().slice(0, 10);
    const first = new Date(Date.parse(last) - 6 * DAY_MS);
    const days: Span = { from: first, to: new Date(Date.parse(last) + DAY_MS), zone: 'UTC' };
    const used = (all: typeof events) =>
      all.filter(
        ({ event_type, event_name, timestamp }) =>
          ['user_action', 'business_event', 'engagement_event'].includes(event_type) &&
          !['page_view', '$pageview'].includes(event_name) &&
          timestamp >= days.from &&
          timestamp < days.to,
      );
    const own = new Map<string, number>();
    for (const { event_name } of used(events)) own.set(event_name, (own.get(event_name) ?? 0) + 1);
    const everyones = new Set(used([...events, ...others]).map(({ event_name }) => event_name));
    const { unique_sessions: sessions } = recountOverview(events, days);
    expect(view.usage).toEqual({
      daily_active_users: 1,
      session_frequency: Number((sessions / 7).toFixed(2)),
      feature_adoption_rate: Number((own.size / everyones.size).toFixed(4)),
      most_used_features: [...own]
        .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
        .map(([feature_name, usage_count]) => ({ feature_name, usage_count, users: 1 })),
      user_segments: [{ segment: expect.any(String), users: 1, percentage: 100 }],
    });
  });

  it('is zeros and empty lists for a user without anything', async () => {
    const view = await get('nobody');
    expect(view).toMatchObject({
      overview: {
        total_events: 0,
        unique_sessions: 0,
        bounce_rate: 0,
        top_events: [],
        top_pages: [],
      },
      performance: { average_load_time: null, slowest_pages: [], issues: [] },
      usage: {
        daily_active_users: 0,
        session_frequency: 0,
        most_used_features: [],
        user_segments: [],
      },
      activity: { total_activities: 0, activity_breakdown: [], recent_activities: [] },
      insights: [],
      degraded: [],
    });
    expect(view.trends.length).toBeGreaterThan(0);
  });

  it('contains an event right after it was posted, however warm the cache', async () => {
    const user = 'warm';
    for (let n = 1; n <= 5; n += 1) {
      const posted = await admin.post('/analytics/events', anEvent({ user_id: user }));
      expect(posted.body.data).toMatchObject({ status: 'stored' });
      expect((await get(user)).overview?.total_events).toBe(n);
      expect((await get(user)).overview?.total_events).toBe(n);
    }
  });

  it('answers the same from its cache, with the same validator', async () => {
    const read = (headers = {}) =>
      admin.get<DashboardView>('/analytics/dashboard/bob?time_period=last_30_days', headers);
    const first = await read();
    const second = await read();
    expect(second.body.data).toEqual(first.body.data);
    const etag = first.headers.get('etag') ?? '';
    expect((await read({ 'if-none-match': etag })).status).toBe(304);
  });

  it.each([
    ['time_period=last_week', 'time_period'],
    ['timezone=Mars/Olympus', 'timezone'],
    ['time_period=custom', 'start_date'],
    ['time_period=custom&start_date=2026-02-02&end_date=2026-02-01', 'end_date'],
    ['colour=red', 'colour'],
  ])('refuses %s and names %s', async (query, field) => {
    const { status, body } = await admin.get(`/analytics/dashboard/ann?${query}`);
    expect(status).toBe(400);
    expect(body.error.details?.map((detail) => detail.field)).toContain(field);
  });

  it('refuses an unknown trend and names the known ones', async () => {
    const { status, body } = await admin.get('/analytics/trends/ann?metrics=sessions,happiness');
    expect(status).toBe(400);
    expect(JSON.stringify(body.error.details)).toContain('page_load_time');
  });

  it('tells the trends that are asked for', async () => {
    const { body } = await admin.get<{ metric: string }[]>(
      '/analytics/trends/ann?metrics=sessions,page_load_time&time_period=last_90_days',
    );
    expect(body.data.map(({ metric }) => metric)).toEqual(['sessions', 'page_load_time']);
    expect(body.metadata).toMatchObject({ degraded: [] });
  });

  it('is a user’s own, and support’s and the admins’', async () => {
    for (const route of ['dashboard', 'trends', 'insights']) {
      const as = (sub: string, role: 'user' | 'support') =>
        ApiClient.as(stack.url, sub, role).get(`/analytics/${route}/ann`);
      expect((await as('ann', 'user')).status).toBe(200);
      expect((await as('bob', 'user')).status).toBe(403);
      expect((await as('sue', 'support')).status).toBe(200);
    }
  });
});
