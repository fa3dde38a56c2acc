import { DashboardView, EVENT_STREAM } from '@trailmark/contracts';
import { anEvent, ApiClient, unacknowledgedFacts, waitFor } from '@trailmark/testing';
import { startStack, Stack } from './stack.js';

describe('the dashboard with a service away', () => {
  let stack: Stack;
  let admin: ApiClient;

  const get = async (user: string): Promise<DashboardView> => {
    const { status, body } = await admin.get<DashboardView>(`/analytics/dashboard/${user}`);
    expect(status).toBe(200);
    return body.data;
  };

  beforeAll(async () => {
    stack = await startStack({
      services: ['events', 'performance', 'usage', 'activity', 'dashboard'],
      // Each question about the one that stalls takes as long.
      env: { RPC_TIMEOUT_MS: '5000' },
    });
    admin = ApiClient.as(stack.url, 'backend', 'admin');
  });
  afterAll(() => stack.stop());

  describe('performance', () => {
    // The gateway waits a fifth longer than the dashboard and then answers 503: whatever is answered with 200 came in time.
    it.each(['stopped', 'stalled'] as const)(
      '(%s) has the rest, and all of it after',
      async (how) => {
        const { app } = stack.service('performance');
        const user = `ann-${how}`;
        await admin.post('/analytics/events', anEvent({ user_id: user }));
        await waitFor(async () => (await unacknowledgedFacts(EVENT_STREAM)) === 0);
        if (how === 'stopped') await app.stop();
        else app.pause();
        try {
          const view = await get(user);
          expect(view).toMatchObject({ performance: null, degraded: ['performance'] });
          expect(view.overview?.total_events).toBe(1);
          expect(view.activity?.total_activities).toBe(0);
          const alone = await admin.get('/analytics/trends/ann?metrics=page_load_time');
          expect(alone.status).toBe(503);
          const some = await admin.get(`/analytics/trends/${user}?metrics=page_load_time,events`);
          expect(some.body.metadata).toMatchObject({ degraded: ['performance'] });
        } finally {
          if (how === 'stopped') app.launch();
          else app.resume();
        }
        await app.ready();
        await waitFor(async () => (await get(user)).degraded.length === 0);
        expect((await get(user)).performance).not.toBeNull();
      },
    );
  });

  it('goes on while the events wait for their service, and then has them', async () => {
    const { app } = stack.service('events');
    await app.stop();
    const posted = await admin.post('/analytics/events', anEvent({ user_id: 'late' }));
    expect(posted.status).toBe(202);
    expect(await get('late')).toMatchObject({ overview: null, degraded: ['events'] });
    app.launch();
    await app.ready();
    await waitFor(async () => (await unacknowledgedFacts(EVENT_STREAM)) === 0);
    await waitFor(async () => (await get('late')).overview?.total_events === 1);
  });
});
