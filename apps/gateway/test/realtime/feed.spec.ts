import { setTimeout as sleep } from 'node:timers/promises';
import {
  ACTIVITY_STREAM,
  EVENT_STREAM,
  PERFORMANCE_STREAM,
  Role,
  USAGE_STREAM,
  userToken,
} from '@trailmark/contracts';
import { waitFor } from '@trailmark/testing';
import { ErrorCode, NatsError } from 'nats';
import { Client, tokenOf } from './client.js';
import { FakeDashboard } from './fake-dashboard.js';
import { aCommit, RealtimeApp, startRealtime } from './realtime-app.js';

describe('watching a user', () => {
  let realtime: RealtimeApp;
  let dashboard: FakeDashboard;
  let clients: Client[];

  beforeAll(async () => {
    realtime = await startRealtime();
  });
  afterAll(() => realtime.stop());
  beforeEach(() => {
    dashboard = new FakeDashboard(realtime.nats);
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
    dashboard.stop();
  });

  const watch = async (userId: string, query = ''): Promise<Client> => {
    const client = await Client.watching(realtime.url, userId, query);
    clients.push(client);
    return client;
  };
  const settled = (...watching: Client[]) =>
    waitFor(() => watching.every((client) => client.of('overview').length > 0));

  describe('facts', () => {
    it('of each kind are told as they are committed, in full', async () => {
      const ann = await watch('ann');
      await settled(ann);
      const kinds = [
        ['event', EVENT_STREAM],
        ['performance', PERFORMANCE_STREAM],
        ['usage', USAGE_STREAM],
        ['activity', ACTIVITY_STREAM],
      ] as const;
      for (const [kind, stream] of kinds) {
        const { user_id, ...fact } = aCommit({ count: 3 });
        await realtime.tell({ user_id, ...fact }, stream);
        const told = { type: 'facts', kind, ...fact };
        await waitFor(() => ann.of('facts').at(-1)?.kind === kind);
        expect(ann.of('facts').at(-1)).toEqual(told);
      }
      expect(ann.of('facts')).toHaveLength(kinds.length);
    });

    it('reach every socket of the user, and nobody else', async () => {
      const odd = 'ann.*>  🙂/ü';
      const watching = await Promise.all([watch('ann'), watch('ann'), watch('Ann'), watch(odd)]);
      const [one, two, other, strange] = watching;
      await settled(...watching);
      await realtime.tell(aCommit({ user_id: 'ann' }));
      await realtime.tell(aCommit({ user_id: odd, count: 7 }));
      await realtime.tell(aCommit({ user_id: 'nobody' }));
      await waitFor(() => [one, two, strange].every((client) => client.of('facts').length > 0));
      await realtime.tell(aCommit({ user_id: 'Ann', count: 9 }));
      await waitFor(() => other.of('facts').length > 0);
      const counts = watching.map((client) => client.of('facts').map(({ count }) => count));
      expect(counts).toEqual([[1], [1], [9], [7]]);
    });

    it('that cannot be read are passed over', async () => {
      const ann = await watch('ann');
      await settled(ann);
      realtime.nats.publish(`${EVENT_STREAM.recorded}.${userToken('ann')}`, 'not JSON');
      await realtime.tell(aCommit({ count: 4 }));
      await waitFor(() => ann.of('facts').length > 0);
      expect(ann.of('facts').map(({ count }) => count)).toEqual([4]);
    });

    it.each<Role>(['admin', 'support'])('of anyone are told to %s', async (role) => {
      const path = '/analytics/realtime/ann';
      const watcher = await Client.open(realtime.url, path, tokenOf('eve', role));
      clients.push(watcher);
      await settled(watcher);
      await realtime.tell(aCommit());
      await waitFor(() => watcher.of('facts').length === 1);
      expect(dashboard.questions[0]).toMatchObject({
        request: { user_id: 'ann' },
        principal: { sub: 'eve', roles: [role] },
      });
    });
  });

  describe('with a token in the query', () => {
    const path = (query: string) => `/analytics/realtime/ann?${query}`;

    it('is as good as with one in the header', async () => {
      const query = `time_period=last_7_days&access_token=${tokenOf('ann', 'user')}`;
      const ann = await Client.open(realtime.url, path(query), null);
      clients.push(ann);
      await settled(ann);
      expect(ann.of('ready')).toEqual([
        { type: 'ready', user_id: 'ann', time_period: 'last_7_days' },
      ]);
    });

    it('leaves the one in the header in force', async () => {
      const bearer = tokenOf('ann', 'user');
      const ann = await Client.open(realtime.url, path('access_token=garbage'), bearer);
      clients.push(ann);
      await settled(ann);
    });
  });

  describe('overviews', () => {
    it('begin after the greeting, for the default period, as the one who asks', async () => {
      dashboard.totalEvents = 5;
      const ann = await watch('ann');
      await settled(ann);
      expect(ann.messages).toMatchObject([
        { type: 'ready', user_id: 'ann', time_period: 'last_24_hours' },
        {
          type: 'overview',
          time_period: 'last_24_hours',
          overview: { total_events: 5, top_events: [{ event_name: 'this is a fake' }] },
        },
      ]);
      expect(dashboard.questions).toMatchObject([
        {
          request: { user_id: 'ann', time_period: 'last_24_hours' },
          principal: { sub: 'ann', roles: ['user'] },
        },
      ]);
    });

    it('come at most once a second however many facts do, and the last one knows them all', async () => {
      const ann = await watch('ann');
      await settled(ann);
      dashboard.delayMs = 300;
      for (let n = 1; n <= 60; n += 1) {
        dashboard.totalEvents = n;
        await realtime.tell(aCommit());
        await sleep(50);
      }
      await waitFor(() => ann.of('overview').at(-1)?.overview.total_events === 60);
      expect(ann.of('facts')).toHaveLength(60);
      expect(ann.of('overview').length).toBeGreaterThan(2);
      const { questions } = dashboard;
      const ends = questions.map(({ answeredAt }) => answeredAt);
      const pauses = questions.slice(1).map(({ askedAt }, n) => askedAt - (ends[n] ?? 0));
      // A timer may be a millisecond early.
      expect(Math.min(...pauses)).toBeGreaterThan(990);
      expect(dashboard.mostAtOnce).toBe(1);
    });

    it('are shared by sockets of one period and zone, and apart by either', async () => {
      dashboard.delayMs = 200;
      const zone = '?timezone=Asia/Kolkata';
      const watching = await Promise.all([
        watch('ann'),
        watch('ann'),
        watch('ann', zone),
        watch('ann', zone),
        watch('ann', '?time_period=last_hour'),
      ]);
      await settled(...watching);
      await realtime.tell(aCommit());
      await waitFor(() => watching.every((client) => client.of('overview').length > 1));
      const asked = dashboard.questions.map(({ request }) =>
        [request.time_period, request.timezone ?? 'UTC'].join(' '),
      );
      expect([...new Set(asked)].toSorted()).toEqual([
        'last_24_hours Asia/Kolkata',
        'last_24_hours UTC',
        'last_hour UTC',
      ]);
      expect(watching[4]?.of('overview').at(-1)?.time_period).toBe('last_hour');
      expect(asked.length).toBeLessThan(watching.length * 2);
    });

    it('that are not to be had are an error, and follow later; the socket stays', async () => {
      dashboard.stop();
      const ann = await watch('ann');
      await waitFor(() => ann.of('error').length > 0);
      expect(ann.of('error')[0]).toMatchObject({ code: 'UNAVAILABLE' });
      await realtime.tell(aCommit());
      await waitFor(() => ann.of('facts').length > 0);
      dashboard = new FakeDashboard(realtime.nats);
      await settled(ann);
    });
  });

  it('ends its subscriptions with the last socket of the user', async () => {
    const subject = `${EVENT_STREAM.recorded}.${userToken('zoe')}`;
    const question = JSON.stringify(aCommit({ user_id: 'zoe' }));
    /** A request that nobody listens to fails at once, one that nobody answers with time. */
    const failure = (): Promise<string> =>
      realtime.nats.request(subject, question, { timeout: 200 }).then(
        () => 'answered',
        ({ code }: NatsError) => code,
      );
    const isOver = async () => (await failure()) === String(ErrorCode.NoResponders);
    await waitFor(isOver);
    const [one, two] = await Promise.all([watch('zoe'), watch('zoe')]);
    await settled(one, two);
    expect(await failure()).toBe(ErrorCode.Timeout);
    await one.close();
    await waitFor(() => two.of('facts').length > 0);
    expect(await failure()).toBe(ErrorCode.Timeout);
    await two.close();
    await waitFor(isOver);
  });
});
