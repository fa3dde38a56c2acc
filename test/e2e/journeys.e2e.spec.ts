import {
  UserActivityView,
  UserErrorsView,
  UserEventsView,
  UserJourneyView,
  UserSlowRequestsView,
} from '@trailmark/contracts';
import { ApiClient } from '@trailmark/testing';
import { JourneyApi } from './journey-api.js';
import {
  busyUser,
  EMAIL,
  failedRequest,
  lonelyRequest,
  REQUEST,
  sent,
  slowRequest,
  USER,
} from './journey-examples.js';

const BATCH = 500;
const MINUTE_MS = 60_000;
const LONELY = 'user_lonely';
const FAULTY = 'user_faulty';

describe('journeys over HTTP', () => {
  let api: JourneyApi;
  const now = Date.now();

  const support = () => api.client('sue', 'support');
  const user = () => api.client(USER, 'user', EMAIL);

  const faults = [
    ...[0, 1, 2, 3, 4].map((n) => sent(FAULTY, now - (2 + n) * MINUTE_MS, failedRequest)),
    ...[0, 1, 2].map((n) => sent(FAULTY, now - (2 + n) * MINUTE_MS, slowRequest)),
  ];
  const lonely = sent(LONELY, now - 5 * MINUTE_MS, lonelyRequest);

  beforeAll(async () => {
    api = await JourneyApi.shared();
    const busy = busyUser(now);
    await api.capture(busy);
    await api.capture(busy.slice(0, BATCH));
    await api.capture([...faults, lonely]);
    await api.stored();
  });
  afterAll(() => api.stack.stop());

  describe('the example of user/activity', () => {
    const askers: [string, string, () => ApiClient][] = [
      ['by user_id', `user_id=${USER}&`, support],
      ['by email', `email=${EMAIL.toUpperCase()}&`, support],
      ['by one’s own token', '', user],
      ['by one’s own email', `email=${EMAIL}&`, user],
    ];

    it.each(askers)('has its numbers, asked %s', async (_how, who, client) => {
      const view = await api.find<UserActivityView>(`user/activity?${who}days=30`, client());
      expect(view).toEqual({
        user_id: USER,
        period_days: 30,
        total_events: 1234,
        api_requests: {
          total: 850,
          successful: 820,
          failed: 30,
          average_response_time_ms: 125.5,
        },
        errors: {
          total: 25,
          by_type: { application_error: 15, connection_error: 5, validation_error: 5 },
        },
        slow_requests: {
          total: 12,
          by_endpoint: {
            '/api/chat/send': { count: 8, average_duration_ms: 1250.5 },
            '/api/export': { count: 4, average_duration_ms: 3000 },
          },
        },
        most_used_endpoints: expect.objectContaining({
          '/api/popular/movies': 150,
          '/api/chat/messages': 120,
          '/api/tailored-characters': 100,
        }),
        timeline: expect.any(Array),
      });
      expect(Object.keys(view.most_used_endpoints).slice(0, 3)).toEqual([
        '/api/popular/movies',
        '/api/chat/messages',
        '/api/tailored-characters',
      ]);
    });

    it('has the newest hundred as its timeline, newest first', async () => {
      const { timeline } = await api.find<UserActivityView>(`user/activity?user_id=${USER}`);
      const newest = busyUser(now)
        .toSorted((a, b) => (a.timestamp < b.timestamp ? 1 : -1))
        .slice(0, 100);
      expect(timeline.map(({ event }) => event)).toEqual(newest.map(({ event }) => event));
      expect(timeline.map(({ timestamp }) => Date.parse(timestamp))).toEqual(
        newest.map(({ timestamp }) => Date.parse(timestamp)),
      );
      expect(timeline[0]?.properties).toMatchObject({
        endpoint: '/api/chat/start',
        status_code: 200,
        response_time_ms: 125,
      });
    });

    it('counts only the days asked for', async () => {
      const view = await api.find<UserActivityView>(`user/activity?user_id=${USER}&days=7`);
      const recent = busyUser(now).filter(({ timestamp }) => {
        return Date.parse(timestamp) > now - 7 * 1440 * MINUTE_MS;
      });
      const ofKind = (kind: string) => recent.filter(({ event }) => event === kind).length;
      expect(view).toMatchObject({
        period_days: 7,
        total_events: 450,
        api_requests: { total: ofKind('api_request') },
        errors: { total: ofKind('api_error') },
        slow_requests: { total: ofKind('slow_request') },
      });
    });
  });

  describe('the example of user/journey', () => {
    it('has its numbers, and its request as it is told there', async () => {
      const view = await api.find<UserJourneyView>('user/journey', user());
      const { events: groups, ...totals } = view;
      expect(totals).toEqual({
        user_id: USER,
        period_days: 7,
        total_events: 450,
        correlated_requests: 120,
      });
      const group = groups.find(({ request_id }) => request_id === REQUEST);
      const start_time = new Date(now - MINUTE_MS).toISOString();
      const end_time = new Date(now - MINUTE_MS + 1000).toISOString();
      const times = group?.events.map(({ timestamp }) => new Date(timestamp).toISOString());
      expect(times).toEqual([start_time, end_time]);
      expect(group).toMatchObject({
        request_id: REQUEST,
        events: [
          {
            event: 'button_click',
            properties: { button_name: 'Start Chat', request_id: REQUEST },
          },
          {
            event: 'api_request',
            properties: {
              endpoint: '/api/chat/start',
              request_id: REQUEST,
              status_code: 200,
              response_time_ms: 125,
            },
          },
        ],
        event_count: 2,
      });
      expect(Object.keys(group ?? {}).toSorted()).toEqual([
        'end_time',
        'event_count',
        'events',
        'request_id',
        'start_time',
      ]);
    });

    it.each([true, false])(
      'groups every event once (include_correlation=%s)',
      async (correlation) => {
        const { events: groups } = await api.find<UserJourneyView>(
          `user/journey?user_id=${USER}&days=7&include_correlation=${correlation}`,
        );
        const sizes = groups.map(({ event_count }) => event_count);
        expect(groups.map(({ events }) => events.length)).toEqual(sizes);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(450);
        const named = groups.filter(({ request_id }) => request_id !== null);
        expect(named).toHaveLength(correlation ? 120 : 0);
      },
    );
  });

  it('the example of user/events is told to the letter', async () => {
    const query = `user_id=${LONELY}&event_type=api_request&limit=50`;
    const view = await api.find<UserEventsView>(`user/events?${query}`);
    expect(view).toEqual({
      events: [{ timestamp: expect.any(String), ...lonelyRequest }],
      total: 1,
      user_id: LONELY,
    });
    expect(Date.parse(view.events[0]?.timestamp ?? '')).toBe(Date.parse(lonely.timestamp));
    const none = await api.find<UserEventsView>(
      `user/events?user_id=${LONELY}&event_type=api_error`,
    );
    expect(none).toEqual({ events: [], total: 0, user_id: LONELY });
  });

  it('the example of user/errors is told to the letter', async () => {
    const view = await api.find<UserErrorsView>(`user/errors?user_id=${FAULTY}&days=7&limit=2`);
    const { properties } = failedRequest;
    const told = { timestamp: expect.any(String), ...properties };
    expect(view).toEqual({ user_id: FAULTY, total_errors: 5, errors: [told, told] });
    const [first, second] = view.errors.map(({ timestamp }) => Date.parse(timestamp));
    expect([first, second]).toEqual([now - 2 * MINUTE_MS, now - 3 * MINUTE_MS]);
  });

  it('the example of user/slow-requests is told to the letter', async () => {
    const view = await api.find<UserSlowRequestsView>(
      `user/slow-requests?user_id=${FAULTY}&days=7`,
    );
    const told = { timestamp: expect.any(String), ...slowRequest.properties };
    expect(view).toEqual({
      user_id: FAULTY,
      total_slow_requests: 3,
      slow_requests: [told, told, told],
    });
  });

  it('answers 304 to one who has the answer already', async () => {
    const path = `/api/analytics/user/errors?user_id=${FAULTY}`;
    const { headers } = await support().get(path);
    const etag = headers.get('etag') ?? '';
    expect((await support().get(path, { 'if-none-match': etag })).status).toBe(304);
  });
});
