import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueToken } from '@trailmark/auth';
import { CommittedFact, EVENT_STREAM, EventsOverview, userToken } from '@trailmark/contracts';
import { connectNats, TEST_JWT_SECRET, waitFor } from '@trailmark/testing';
import { RunningServer, startNats } from '@trailmark/tools';
import { NatsConnection } from 'nats';
import { startStack, Stack } from '../e2e/stack.js';
import { Subscriber } from '../e2e/subscriber.js';

const OVERVIEW: EventsOverview = {
  total_events: 1,
  unique_sessions: 1,
  average_session_duration: 0,
  bounce_rate: 0,
  engagement_score: 0,
  top_events: [{ event_name: 'this is a fake', count: 1, percentage: 100 }],
  top_pages: [],
};

describe('watching a user while NATS fails', () => {
  let folder: string;
  let broker: RunningServer;
  let nats: NatsConnection;
  let stack: Stack;
  const token = issueToken(TEST_JWT_SECRET, { sub: 'ann', roles: ['user'] });

  const startBroker = (port?: number) =>
    startNats({ storeDir: folder, ...(port !== undefined && { port }) });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-chaos-'));
    broker = await startBroker();
    stack = await startStack({ services: [], natsUrl: broker.url, env: { LOG_LEVEL: 'trace' } });
    nats = await connectNats(broker.url);
    // Stands in for the dashboard service.
    nats.subscribe('dashboard.overview.find', {
      callback: (_error, message) => {
        const { id } = message.json<{ id: string }>();
        message.respond(JSON.stringify({ id, response: OVERVIEW, isDisposed: true }));
      },
    });
  });
  afterAll(async () => {
    await stack.stop();
    await nats.close();
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const watch = () => Subscriber.open(stack.url, 'ann', token);
  const ready = async () => (await fetch(`${stack.url}/health/ready`)).status;
  const commit = (count: number) => {
    const fact: CommittedFact = { user_id: 'ann', count, committed_at: '', items: [] };
    nats.publish(`${EVENT_STREAM.recorded}.${userToken('ann')}`, JSON.stringify(fact));
  };

  it('goes on afterwards, with a fresh overview and no new connection', async () => {
    const before = await watch();
    await waitFor(() => before.of('overview').length === 1);
    await broker.kill();
    await waitFor(async () => (await ready()) === 503);

    const meanwhile = await watch();
    await waitFor(() => meanwhile.of('error').length > 0);
    expect(meanwhile.of('error')[0]).toMatchObject({ code: 'UNAVAILABLE' });
    expect(before.isOpen).toBe(true);

    broker = await startBroker(broker.port);
    await waitFor(() => before.of('overview').length > 1);
    await waitFor(() => meanwhile.of('overview').length > 0);
    commit(7);
    for (const one of [before, meanwhile]) {
      await waitFor(() => one.of('facts').length > 0);
      expect(one.of('facts')).toMatchObject([{ kind: 'event', count: 7 }]);
    }
    await Promise.all([before.close(), meanwhile.close()]);
  });

  it('writes no token into the log', () => {
    expect(stack.gateway.log).toContain('lost NATS');
    expect(stack.gateway.log).not.toContain('access_token');
    expect(stack.gateway.log).not.toContain(token);
  });
});
