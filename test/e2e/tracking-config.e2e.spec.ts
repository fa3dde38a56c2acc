import { AnalyticsConfigView, EventResult } from '@trailmark/contracts';
import {
  aMeasurement,
  anActivity,
  anEvent,
  ApiClient,
  AppProcess,
  waitFor,
} from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';

const EVENTS = '/analytics/events';

describe('what a user’s configuration keeps out', () => {
  let stack: SharedStack;
  let replica: AppProcess;
  let gateways: string[];

  beforeAll(async () => {
    stack = await sharedStack('events', 'performance', 'usage', 'activity', 'dashboard');
    replica = await stack.startGateway({});
    gateways = [stack.url, replica.url];
  });
  afterAll(async () => {
    await replica.stop();
    await stack.stop();
  });

  const as = (user: string, url = stack.url) => ApiClient.as(url, user, 'user');
  const configure = (user: string, changes: object, headers = {}) =>
    as(user).send<AnalyticsConfigView>(
      'PUT',
      `/analytics/config/${user}`,
      JSON.stringify(changes),
      { 'content-type': 'application/json', ...headers },
    );
  const outcome = async (user: string, url: string, path: string, body: unknown) => {
    const answer = await as(user, url).post<{ status: string; reason?: string }>(path, body);
    return `${answer.status} ${answer.body.data.status} ${answer.body.data.reason ?? ''}`.trim();
  };

  it.each([
    ['tracking_disabled', { tracking_enabled: false }, EVENTS, anEvent({})],
    ['sampled_out', { sample_rate: 0 }, EVENTS, anEvent({})],
    [
      'performance_monitoring_disabled',
      { performance_monitoring: false },
      '/analytics/performance',
      aMeasurement({}),
    ],
    [
      'error_tracking_disabled',
      { error_tracking: false },
      EVENTS,
      anEvent({ event_type: 'error_event' }),
    ],
    [
      'user_tracking_disabled',
      { user_tracking: false },
      '/analytics/activities',
      anActivity({ activity_type: 'user_action' }),
    ],
    [
      'session_tracking_disabled',
      { session_tracking: false },
      '/analytics/usage',
      { date: '2026-10-01', page_views: 1 },
    ],
    ['custom_events_disabled', { custom_events: false }, EVENTS, anEvent({})],
    ['event_excluded', { excluded_events: ['button_*'] }, EVENTS, anEvent({})],
    ['page_excluded', { excluded_pages: ['/dashboard'] }, EVENTS, anEvent({})],
  ])('%s, through every gateway', async (reason, changes, path, body) => {
    const user = `user-${reason}`;
    const item = { ...body, user_id: user };
    for (const url of gateways) expect(await outcome(user, url, path, item)).toBe('201 stored');
    expect((await configure(user, changes)).status).toBe(200);
    for (const url of gateways) {
      await waitFor(async () => (await outcome(user, url, path, item)) === `201 dropped ${reason}`);
    }
    await configure(user, Object.fromEntries(Object.keys(changes).map((key) => [key, null])));
    for (const url of gateways) {
      await waitFor(async () => (await outcome(user, url, path, item)) === '201 stored');
    }
  });

  it('keeps nothing that leads to a person in privacy mode', async () => {
    await configure('shy', { privacy_mode: true });
    const event = anEvent({
      user_id: 'shy',
      ip_address: '192.0.2.1',
      user_agent: 'Mozilla/5.0',
      location: { country: 'US' },
    });
    const events = stack.service('events').schema;
    await waitFor(async () => {
      await as('shy').post(EVENTS, event);
      const [newest] = await events.query(
        `SELECT ip_address, user_agent, location FROM analytics_events
          WHERE user_id = 'shy' ORDER BY timestamp DESC LIMIT 1`,
      );
      return JSON.stringify(newest) === '{"ip_address":null,"user_agent":null,"location":null}';
    });
  });

  it('leaves the rest of a batch alone, and gives each item its outcome', async () => {
    await configure('mixed', { excluded_events: ['debug'] });
    const events = ['debug', 'save', 'debug', 'open'].map((event_name) =>
      anEvent({ user_id: 'mixed', event_name }),
    );
    const send = async () =>
      (await as('mixed').post<{ results: EventResult[] }>(`${EVENTS}/batch`, { events })).body.data
        .results;
    await waitFor(async () => (await send())[0]?.status === 'dropped');
    expect((await send()).map(({ status, reason }) => reason ?? status)).toEqual([
      'event_excluded',
      'stored',
      'event_excluded',
      'stored',
    ]);
  });

  it('is changed by one of two who saw the same version', async () => {
    const { body, headers } = await as('careful').get<AnalyticsConfigView>(
      '/analytics/config/careful',
    );
    expect(body.data).toMatchObject({ version: 0, sample_rate: 1, data_retention_days: 730 });
    const etag = headers.get('etag') ?? '';
    const first = await configure('careful', { sample_rate: 0.5 }, { 'if-match': etag });
    expect(first.status).toBe(200);
    expect(first.headers.get('etag')).not.toBe(etag);
    const second = await configure('careful', { privacy_mode: true }, { 'if-match': etag });
    expect(second.status).toBe(412);
    expect(second.body.error.code).toBe('PRECONDITION_FAILED');
    const { body: after } = await as('careful').get<AnalyticsConfigView>(
      '/analytics/config/careful',
    );
    expect(after.data).toMatchObject({ version: 1, sample_rate: 0.5, privacy_mode: false });
  });

  it.each([
    [{ sample_rate: 1.5 }, 'sample_rate'],
    [{ tracking_enabled: 'yes' }, 'tracking_enabled'],
    [{ excluded_events: ['a', 7] }, 'excluded_events'],
    [{ data_retention_days: 0 }, 'data_retention_days'],
    [{ data_retention_days: 9999 }, 'data_retention_days'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and names %s', async (changes, field) => {
    const { status, body } = await configure('wrong', changes);
    expect(status).toBe(400);
    expect(body.error.details?.map((detail) => detail.field.split('.').at(-1))).toContain(field);
  });

  it('is the user’s own and the admins’ to change, and no supporter’s', async () => {
    const put = (client: ApiClient) =>
      client.send('PUT', '/analytics/config/owned', '{"sample_rate":1}', {
        'content-type': 'application/json',
      });
    expect((await put(as('other'))).status).toBe(403);
    expect((await put(ApiClient.as(stack.url, 'sue', 'support'))).status).toBe(403);
    expect((await put(ApiClient.as(stack.url, 'root', 'admin'))).status).toBe(200);
    expect((await put(as('owned'))).status).toBe(200);
  });
});
