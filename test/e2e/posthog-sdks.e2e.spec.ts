import { UserActivityView, UserErrorsView, UserEventsView } from '@trailmark/contracts';
import { ApiClient, waitFor } from '@trailmark/testing';
import { BrowserPage } from '@trailmark/testing/browser';
import { PostHog } from 'posthog-node';
import { JourneyApi } from './journey-api.js';
import { WRITE_KEY } from './shared-stack.js';

const REQUEST = '5b1f1c1e-93a5-4cde-8f0c-1d3b7f1e2a90';
const EMAIL = 'nia@example.com';

describe('a story that PostHog’s own SDKs tell, with api_host pointed here', () => {
  let api: JourneyApi;
  let page: BrowserPage;
  let anonymous: string;
  let nia: ApiClient;

  const eventsOf = async (query: string, client = nia): Promise<UserEventsView> =>
    api.find<UserEventsView>(`user/events?limit=1000${query}`, client);

  /** A visitor looks around, signs up, and meets an error; the server tells its side. */
  beforeAll(async () => {
    api = await JourneyApi.shared();
    nia = api.client('nia', 'user', EMAIL);
    page = new BrowserPage('module.no-external.cjs', '/pricing');
    page.init(api.stack.url, WRITE_KEY);
    anonymous = page.posthog.get_distinct_id();
    page.posthog.capture('plan compared');
    page.posthog.identify('nia', { email: EMAIL });
    page.posthog.capture('checkout started', { request_id: REQUEST });
    page.posthog.captureException(new TypeError('card form broke'));

    const server = new PostHog(WRITE_KEY, { host: api.stack.url, flushAt: 20 });
    server.capture({
      distinctId: 'nia',
      event: 'api_request',
      properties: {
        endpoint: '/api/checkout',
        method: 'POST',
        status_code: 500,
        response_time_ms: 2100,
        request_id: REQUEST,
      },
    });
    server.captureException(new RangeError('no such plan'), 'nia', { endpoint: '/api/checkout' });
    await server.shutdown();
    await waitFor(async () => {
      const { events } = await eventsOf('');
      return events.filter(({ event }) => event === '$exception').length === 2;
    });
  });
  afterAll(async () => {
    page.close();
    await api.stack.stop();
  });

  it('is one user’s: what it did before it signed up, too', async () => {
    const { events, user_id } = await eventsOf('');
    expect(user_id).toBe('nia');
    const names = events.map(({ event }) => event);
    for (const name of ['$pageview', 'plan compared', 'checkout started', 'api_request']) {
      expect(names).toContain(name);
    }
    expect(names.indexOf('plan compared')).toBeGreaterThan(names.indexOf('checkout started'));
  });

  it('is found by any of the user’s names', async () => {
    const support = api.client('sue', 'support');
    const queries = ['user_id=nia', `user_id=${anonymous}`, `email=${EMAIL.toUpperCase()}`];
    const totals = await Promise.all(
      queries.map(
        async (query) =>
          (await api.find<UserActivityView>(`user/activity?${query}`, support)).total_events,
      ),
    );
    expect(new Set(totals).size).toBe(1);
    expect(totals[0]).toBe((await eventsOf('')).total);
  });

  it('has the errors of both sides, and the slow request', async () => {
    const { errors, total_errors } = await api.find<UserErrorsView>('user/errors', nia);
    expect(total_errors).toBe(2);
    expect(errors.map(({ error_type }) => error_type).toSorted()).toEqual([
      'RangeError',
      'TypeError',
    ]);
    expect(errors.map(({ error_message }) => error_message).toSorted()).toEqual([
      'card form broke',
      'no such plan',
    ]);
    const activity = await api.find<UserActivityView>('user/activity', nia);
    expect(activity).toMatchObject({
      api_requests: { total: 1, successful: 0, failed: 1, average_response_time_ms: 2100 },
      slow_requests: { total: 1 },
    });
  });

  it('joins both sides of one request', async () => {
    const request = await api.find<UserEventsView>(`request/${REQUEST}`, nia);
    expect(request.events.map(({ event }) => event).toSorted()).toEqual([
      'api_request',
      'checkout started',
    ]);
  });

  it('is nobody else’s to read', async () => {
    const other = api.client('mallory', 'user', 'mallory@example.com');
    expect((await other.get('/api/analytics/user/events?user_id=nia')).status).toBe(403);
    expect((await other.get(`/api/analytics/request/${REQUEST}`)).status).toBe(404);
  });
});
