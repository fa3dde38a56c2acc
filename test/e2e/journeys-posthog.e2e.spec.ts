import { UserActivityView, UserEventsView, UserJourneyView } from '@trailmark/contracts';
import { ApiClient, FakePostHog, waitFor } from '@trailmark/testing';
import { PostHog } from 'posthog-node';
import { JourneyApi } from './journey-api.js';

const REQUEST = 'd5a1f3c2-7a44-4a53-9a53-0f3a35b2a0c1';

describe('journeys from a PostHog project', () => {
  let posthog: FakePostHog;
  let api: JourneyApi;
  let support: ApiClient;

  beforeAll(async () => {
    posthog = await FakePostHog.start();
    api = await JourneyApi.start(posthog.env);
    support = api.client('sue', 'support');
  });
  afterAll(async () => {
    await api.stack.stop();
    await posthog.stop();
  });

  const ask = async <T>(path: string): Promise<{ status: number; body: T }> => {
    const { status, body } = await support.get(`/api/analytics/${path}`);
    return { status, body: body as unknown as T };
  };
  const activityOf = async (query: string) => ask<UserActivityView>(`user/activity?${query}`);

  it('tell what a server sent to PostHog with its own SDK', async () => {
    const sdk = new PostHog('phc_project', { host: posthog.url, flushAt: 1, fetchRetryCount: 0 });
    sdk.identify({ distinctId: 'ann', properties: { email: 'ann@example.com' } });
    for (const [status_code, response_time_ms] of [
      [200, 40],
      [500, 1500],
    ]) {
      sdk.capture({
        distinctId: 'ann',
        event: 'api_request',
        properties: { endpoint: '/api/x', status_code, response_time_ms, request_id: REQUEST },
      });
    }
    await sdk.shutdown();

    await waitFor(async () => (await activityOf('user_id=ann')).body.total_events === 3);
    const { body } = await activityOf('email=ANN@example.com&days=7');
    expect(body).toMatchObject({
      total_events: 3,
      api_requests: { total: 2, successful: 1, failed: 1, average_response_time_ms: 770 },
      slow_requests: { total: 1 },
      most_used_endpoints: { '/api/x': 2 },
    });
    const journey = await ask<UserJourneyView>('user/journey?user_id=ann');
    expect(
      journey.body.events.map(({ request_id, event_count }) => [request_id, event_count]),
    ).toContainEqual([REQUEST, 2]);
    const request = await ask<{ events: { source: string }[] }>(`request/${REQUEST}`);
    expect(request.body.events.map(({ source }) => source)).toEqual(['posthog', 'posthog']);
  });

  it('keep what they have while PostHog is away, and say so', async () => {
    posthog.store.addPerson(['bob']);
    posthog.store.addEvents([
      {
        uuid: crypto.randomUUID(),
        event: 'open',
        distinct_id: 'bob',
        timestamp: new Date().toISOString(),
      },
    ]);
    await waitFor(async () => (await activityOf('user_id=bob&days=7')).body.total_events === 1);
    posthog.fault = () => ({ status: 503 });
    try {
      const older = await ask<UserEventsView>('user/events?user_id=bob&days=300');
      expect(older).toMatchObject({ status: 200, body: { stale: true, total: 1 } });
      expect(older.body).toHaveProperty('last_synced_at');
      const unknown = await activityOf('user_id=nobody-kept');
      expect([502, 503]).toContain(unknown.status);
      expect(JSON.stringify(unknown.body)).not.toContain(posthog.key);
    } finally {
      posthog.fault = () => null;
    }
  });

  it('are a 404 for somebody whom neither knows', async () => {
    await waitFor(async () => (await activityOf('user_id=never-heard-of')).status === 404);
  });
});
