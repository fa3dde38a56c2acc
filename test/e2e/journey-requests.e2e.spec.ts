import { randomUUID } from 'node:crypto';
import { RequestEventsView, UserActivityView, UserJourneyView } from '@trailmark/contracts';
import { aMeasurement, anActivity, anEvent, ApiClient, waitFor } from '@trailmark/testing';
import { JourneyApi } from './journey-api.js';
import { EMAIL, sent, tracedRequest, USER } from './journey-examples.js';
import { Stack } from './stack.js';

const MINUTE_MS = 60_000;

describe('the view of a request, and who may see what', () => {
  let api: JourneyApi<Stack>;
  const now = Date.now();
  const user = () => api.client(USER, 'user', EMAIL);
  const request_id = randomUUID();
  const [click, start, messages] = tracedRequest(request_id).map((said, n) =>
    sent(USER, now - MINUTE_MS + n * 1000, said),
  );
  const at = (second: number) => new Date(now - MINUTE_MS + second * 1000).toISOString();
  const findIt = (client?: ApiClient) =>
    api.find<RequestEventsView>(`request/${request_id}`, client);
  const told = ({ events }: RequestEventsView) =>
    events.map(({ source, event }) => `${source} ${event}`);

  beforeAll(async () => {
    api = await JourneyApi.start();
    if (click && start && messages) await api.capture([messages, click, start]);
    await api.stored();
  });
  afterAll(() => api.stack.stop());

  it('is the example’s before anything else knows of it', async () => {
    const view = await findIt();
    expect(view).toEqual({
      request_id,
      total_events: 3,
      events: tracedRequest(request_id).map((said) => ({
        timestamp: expect.any(String),
        ...said,
        source: 'capture',
      })),
    });
    const times = view.events.map(({ timestamp }) => new Date(timestamp).toISOString());
    expect(times).toEqual([at(0), at(1), at(2)]);
  });

  it('merges what events, performance and activity know of it, in time order', async () => {
    const backend = api.client('backend', 'admin');
    const of = (user_id: string, second: number) => ({ user_id, timestamp: at(second) });
    const answers = [
      await backend.post(
        '/analytics/events',
        anEvent({
          ...of(USER, 0.5),
          event_name: 'chat_opened',
          properties: { request_id, n: 1 },
        }),
      ),
      await backend.post(
        '/analytics/performance',
        aMeasurement({ ...of(USER, 1.5), custom_metrics: { request_id } }),
      ),
      await backend.post(
        '/analytics/activities',
        anActivity({ ...of('bob', 3), metadata: { request_id } }),
      ),
      await backend.post(
        '/analytics/events',
        anEvent({ ...of('bob', 4), event_name: 'answered', properties: { request_id } }),
      ),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const view = await findIt();
    expect(told(view)).toEqual([
      'capture button_click',
      'events chat_opened',
      'capture api_request',
      'performance page_load',
      'capture api_request',
      'activity user_action',
      'events answered',
    ]);
    expect(view).toMatchObject({ request_id, total_events: 7 });
    expect(view.degraded).toBeUndefined();
    expect(view.events[1]?.properties).toEqual({ request_id, n: 1 });
    expect(view.events[3]?.properties).toMatchObject({
      page: '/dashboard',
      page_load_time: 1500,
      request_id,
    });
    expect(view.events[5]?.properties).toMatchObject({ severity: 'info', request_id });
  });

  it('shows a user only what is its own', async () => {
    expect(told(await findIt(user()))).toEqual([
      'capture button_click',
      'events chat_opened',
      'capture api_request',
      'performance page_load',
      'capture api_request',
    ]);
    expect(told(await findIt(api.client('bob', 'user')))).toEqual([
      'activity user_action',
      'events answered',
    ]);
    expect(await api.refusal(`request/${request_id}`, api.client('cid', 'user'))).toEqual([
      404,
      false,
      'NOT_FOUND',
    ]);
  });

  it('that nobody knows is 404', async () => {
    expect(await api.refusal(`request/${randomUUID()}`)).toEqual([404, false, 'NOT_FOUND']);
  });

  it('names a service that does not answer', async () => {
    const { app } = api.stack.service('performance');
    await app.stop();
    try {
      const view = await findIt();
      expect(view).toMatchObject({ total_events: 6, degraded: ['performance'] });
    } finally {
      app.launch();
      await app.ready();
    }
    await waitFor(async () => (await findIt()).degraded === undefined);
    expect((await findIt()).total_events).toBe(7);
  });

  describe('who may ask', () => {
    it('a user may not ask about another', async () => {
      for (const who of ['user_id=bob', 'email=other@example.com']) {
        for (const route of ['activity', 'journey', 'events', 'errors', 'slow-requests']) {
          expect(await api.refusal(`user/${route}?${who}`, user())).toEqual([
            403,
            false,
            'FORBIDDEN',
          ]);
        }
      }
    });

    it('nobody is answered without a token, or for the write key', async () => {
      for (const client of [api.stranger, api.keyHolder]) {
        const refused = await api.refusal('user/activity', client);
        expect(refused).toEqual([401, false, 'UNAUTHORIZED']);
      }
    });

    it('somebody unknown is 404, one’s own empty account is zeros', async () => {
      for (const who of ['user_id=nobody', 'email=nobody@example.com']) {
        expect(await api.refusal(`user/activity?${who}`)).toEqual([404, false, 'NOT_FOUND']);
      }
      const fresh = api.client('fresh', 'user', 'fresh@example.com');
      for (const who of ['', '?user_id=fresh', '?email=fresh@example.com']) {
        expect(await api.find<UserActivityView>(`user/activity${who}`, fresh)).toMatchObject({
          user_id: 'fresh',
          total_events: 0,
          api_requests: { total: 0, average_response_time_ms: null },
          timeline: [],
        });
      }
      expect(await api.find<UserJourneyView>('user/journey', fresh)).toMatchObject({
        user_id: 'fresh',
        total_events: 0,
        events: [],
      });
    });
  });
});
