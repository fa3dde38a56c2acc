import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommittedFact, CommittedUsers, EVENT_STREAM, userToken } from '@trailmark/contracts';
import { connectNats, TestService, waitFor } from '@trailmark/testing';
import { NatsConnection } from 'nats';
import { aMessage, publish, unacknowledged } from './event-messages.js';
import { startEvents } from './events-service.js';

const instant = (ms: number): string => new Date(ms).toISOString();
/** The same instant, written with an offset. */
const inBerlin = (ms: number): string => instant(ms + 3_600_000).replace('Z', '+01:00');

describe('after a commit', () => {
  let service: TestService;
  let app: NestFastifyApplication;
  let nats: NatsConnection;

  beforeAll(async () => {
    service = await startEvents();
    ({ app } = service);
    nats = await connectNats();
  });
  afterAll(async () => {
    await nats.close();
    await service.stop();
  });

  it('tells each user’s new facts on a subject of its own, whose they are once, and duplicates to nobody', async () => {
    const at = Date.now() - 3_600_000;
    const commits: CommittedUsers[] = [];
    nats.subscribe(EVENT_STREAM.committed, {
      callback: (_error, message) => commits.push(message.json()),
    });
    const heard: [string, CommittedFact][] = [];
    nats.subscribe(`${EVENT_STREAM.recorded}.*`, {
      callback: (_error, message) => heard.push([message.subject, message.json()]),
    });
    await publish([
      aMessage(
        { user_id: 'ann.a', event_name: 'older', timestamp: inBerlin(at) },
        { user_id: '🙂', event_id: 'x' },
        { user_id: 'ann.a', event_name: 'newer', timestamp: instant(at + 1) },
      ),
    ]);
    await waitFor(async () => (await unacknowledged()) === 0);
    await publish([aMessage({ user_id: '🙂', event_id: 'x' })]);
    await waitFor(async () => (await unacknowledged()) === 0);
    await waitFor(() => heard.length >= 2);
    const told = heard.map(([subject, { user_id, count }]) => ({ subject, user_id, count }));
    expect(told).toHaveLength(2);
    for (const [user_id, count] of [
      ['ann.a', 2],
      ['🙂', 1],
    ] as const) {
      const subject = `${EVENT_STREAM.recorded}.${userToken(user_id)}`;
      expect(told).toContainEqual({ subject, user_id, count });
    }
    expect(commits).toEqual([{ user_ids: ['ann.a', '🙂'] }]);
    const ann = heard.find(([, { user_id }]) => user_id === 'ann.a');
    expect(ann?.[1].items.map(({ name, timestamp }) => [name, timestamp])).toEqual([
      ['newer', instant(at + 1)],
      ['older', instant(at)],
    ]);
  });

  it('counts outcomes for the operator', async () => {
    await publish([aMessage({ timestamp: '2001-01-01T00:00:00Z' })]);
    await waitFor(async () => (await unacknowledged()) === 0);
    const metrics = await (await fetch(`${await app.getUrl()}/metrics`)).text();
    expect(metrics).toMatch(
      /trailmark_ingest_facts_total\{stream="EVENTS",outcome="dropped",reason="outside_retention"\} 1/,
    );
    expect(metrics).toMatch(/trailmark_ingest_commit_seconds_count\{stream="EVENTS"\} \d/);
  });
});
