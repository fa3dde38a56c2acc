import { issueToken } from '@trailmark/auth';
import {
  anActivity,
  anEvent,
  ApiClient,
  AppProcess,
  TEST_JWT_SECRET,
  waitFor,
} from '@trailmark/testing';
import { PATIENT, startStack, Stack } from './stack.js';
import { Subscriber } from './subscriber.js';

describe('real time', () => {
  let stack: Stack;
  let replica: AppProcess;
  let ann: ApiClient;
  const tokenOf = (sub: string) => issueToken(TEST_JWT_SECRET, { sub, roles: ['user'] });

  beforeAll(async () => {
    stack = await startStack({ services: ['events', 'activity', 'dashboard'], env: PATIENT });
    replica = await stack.startGateway();
    ann = ApiClient.as(stack.url, 'ann', 'user');
  });
  afterAll(async () => {
    await replica.stop();
    await stack.stop();
  });

  it('shows a user’s facts through any gateway, and never another’s', async () => {
    const [here, there, bob] = await Promise.all([
      Subscriber.open(stack.url, 'ann', tokenOf('ann')),
      Subscriber.open(replica.url, 'ann', tokenOf('ann')),
      Subscriber.open(replica.url, 'bob', tokenOf('bob')),
    ]);
    const all = [here, there, bob];
    await waitFor(() => all.every((one) => one.of('overview').length > 0));
    const { body } = await ann.post<{ event_id: string }>(
      '/analytics/events',
      anEvent({ user_id: 'ann', event_name: 'order_paid' }),
    );
    await waitFor(() => [here, there].every((one) => one.of('facts').length > 0));
    for (const one of [here, there]) {
      expect(one.of('facts')).toEqual([
        {
          type: 'facts',
          kind: 'event',
          count: 1,
          committed_at: expect.any(String),
          items: [expect.objectContaining({ id: body.data.event_id, name: 'order_paid' })],
        },
      ]);
    }
    await waitFor(() =>
      [here, there].every((one) => one.of('overview').at(-1)?.overview.total_events === 1),
    );
    await ann.post('/analytics/activities', anActivity({ user_id: 'ann' }));
    await waitFor(() => there.of('facts').some(({ kind }) => kind === 'activity'));
    expect(bob.of('facts')).toEqual([]);
    await Promise.all(all.map((one) => one.close()));
  });

  it('ends with a close code when its gateway stops', async () => {
    const other = await stack.startGateway();
    const subscriber = await Subscriber.open(other.url, 'ann', tokenOf('ann'));
    const closed = subscriber.closed();
    await other.stop();
    expect(await closed).toBe(1001);
  });
});
