import { issueToken } from '@trailmark/auth';
import {
  anActivity,
  anEvent,
  ApiClient,
  AppProcess,
  TEST_JWT_SECRET,
  waitFor,
} from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';
import { Subscriber } from './subscriber.js';

const ANN = 'watching_ann';
const BOB = 'watching_bob';

describe('real time', () => {
  let stack: SharedStack;
  let replica: AppProcess;
  let ann: ApiClient;
  const tokenOf = (sub: string) => issueToken(TEST_JWT_SECRET, { sub, roles: ['user'] });

  beforeAll(async () => {
    stack = await sharedStack('events', 'activity', 'dashboard');
    replica = await stack.startGateway({});
    ann = ApiClient.as(stack.url, ANN, 'user');
  });
  afterAll(async () => {
    await replica.stop();
    await stack.stop();
  });

  it('shows a user’s facts through any gateway, and never another’s', async () => {
    const [here, there, bob] = await Promise.all([
      Subscriber.open(stack.url, ANN, tokenOf(ANN)),
      Subscriber.open(replica.url, ANN, tokenOf(ANN)),
      Subscriber.open(replica.url, BOB, tokenOf(BOB)),
    ]);
    const all = [here, there, bob];
    await waitFor(() => all.every((one) => one.of('overview').length > 0));
    const { body } = await ann.post<{ event_id: string }>(
      '/analytics/events',
      anEvent({ user_id: ANN, event_name: 'order_paid' }),
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
    await ann.post('/analytics/activities', anActivity({ user_id: ANN }));
    await waitFor(() => there.of('facts').some(({ kind }) => kind === 'activity'));
    expect(bob.of('facts')).toEqual([]);
    await Promise.all(all.map((one) => one.close()));
  });

  it('ends with a close code when its gateway stops', async () => {
    const other = await stack.startGateway({});
    const subscriber = await Subscriber.open(other.url, ANN, tokenOf(ANN));
    const closed = subscriber.closed();
    await other.stop();
    expect(await closed).toBe(1001);
  });
});
