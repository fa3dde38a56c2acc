import { FindTraceDto, Trace } from '@trailmark/contracts';
import { connectNats, TestService } from '@trailmark/testing';
import { NatsConnection } from 'nats';
import { aMessage, record } from './journey-messages.js';
import { asking, startJourney } from './journey-service.js';

const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';
const OTHER = '11111111-9c9b-422b-b748-9e16ea98f45b';
const UNKNOWN = '22222222-9c9b-422b-b748-9e16ea98f45b';

const base = Date.now() - 600_000;
const at = (second: number): string => new Date(base + second * 1000).toISOString();

/** Not the other services: answers for one of them over NATS, and remembers what it was asked. */
class FakeTrace {
  readonly asked: FindTraceDto[] = [];
  answer: Trace | null = { events: [] };

  constructor(nats: NatsConnection, service: string) {
    nats.subscribe(`${service}.request.find`, {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: FindTraceDto }>();
        this.asked.push(data);
        if (!this.answer) return;
        message.respond(JSON.stringify({ id, isDisposed: true, response: this.answer }));
      },
    });
  }
}

describe('journey.request.find', () => {
  let service: TestService;
  let nats: NatsConnection;
  let traces: Record<'events' | 'performance' | 'activity', FakeTrace>;
  const ask = asking(() => service);
  const properties = { request_id: REQUEST };
  const onDevice = { ...properties, $device_id: 'anon' };

  beforeAll(async () => {
    service = await startJourney();
    nats = await connectNats();
    await record(
      aMessage(
        {
          event: 'button_click',
          distinct_id: 'anon',
          timestamp: at(0),
          properties: onDevice,
        },
        { event: 'api_request', distinct_id: 'ann', timestamp: at(2), properties },
        { event: 'api_request', distinct_id: 'bob', timestamp: at(3), properties },
        {
          event: '$identify',
          distinct_id: 'ann',
          timestamp: at(10),
          link: { kind: 'identify', distinct_id: 'anon' },
        },
        ...Array.from({ length: 1100 }, (_, n) => ({
          timestamp: at(n / 10),
          properties: { request_id: OTHER, n },
        })),
      ),
    );
  });
  beforeEach(() => {
    traces = {
      events: new FakeTrace(nats, 'events'),
      performance: new FakeTrace(nats, 'performance'),
      activity: new FakeTrace(nats, 'activity'),
    };
  });
  afterEach(async () => {
    await nats.close();
    nats = await connectNats();
  });
  afterAll(async () => {
    await nats.close();
    await service.stop();
  });

  const tell = () => {
    traces.events.answer = {
      events: [{ timestamp: at(1), event: 'checkout', properties: { ...properties, a: 1 } }],
    };
    traces.performance.answer = { events: [{ timestamp: at(5), event: 'page_load', properties }] };
    traces.activity.answer = { events: [{ timestamp: at(2), event: 'api_call', properties }] };
  };

  it('merges what all services know in order of time, each with its source', async () => {
    tell();
    expect(await ask('journey.request.find', { request_id: REQUEST })).toEqual({
      request_id: REQUEST,
      total_events: 6,
      events: [
        { timestamp: at(0), event: 'button_click', properties: onDevice, source: 'capture' },
        {
          timestamp: at(1),
          event: 'checkout',
          properties: { ...properties, a: 1 },
          source: 'events',
        },
        { timestamp: at(2), event: 'api_request', properties, source: 'capture' },
        { timestamp: at(2), event: 'api_call', properties, source: 'activity' },
        { timestamp: at(3), event: 'api_request', properties, source: 'capture' },
        { timestamp: at(5), event: 'page_load', properties, source: 'performance' },
      ],
    });
    expect(traces.events.asked).toEqual([{ request_id: REQUEST, user_ids: null }]);
  });

  it('shows one user what is theirs, under any of their ids', async () => {
    const answer = await ask('journey.request.find', { request_id: REQUEST, user_id: 'ann' });
    expect(answer.events.map(({ timestamp }) => timestamp)).toEqual([at(0), at(2)]);
    for (const { asked } of Object.values(traces)) {
      expect(asked.map(({ user_ids }) => user_ids?.toSorted())).toEqual([['ann', 'anon']]);
    }
  });

  it('asks the other services for somebody whom nobody captured', async () => {
    tell();
    const answer = await ask('journey.request.find', { request_id: REQUEST, user_id: 'stranger' });
    expect(answer.events.map(({ source }) => source)).toEqual([
      'events',
      'activity',
      'performance',
    ]);
    expect(traces.activity.asked).toEqual([{ request_id: REQUEST, user_ids: ['stranger'] }]);
  });

  it('names who does not answer, and does without', async () => {
    tell();
    traces.performance.answer = null;
    const answer = await ask('journey.request.find', { request_id: REQUEST });
    expect(answer).toMatchObject({ total_events: 5, degraded: ['performance'] });
  });

  it('answers without any of the others', async () => {
    await nats.close();
    expect(await ask('journey.request.find', { request_id: REQUEST })).toMatchObject({
      total_events: 3,
      degraded: ['events', 'performance', 'activity'],
    });
    await expect(ask('journey.request.find', { request_id: UNKNOWN })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });

  it('says that nothing is known only when all have answered so', async () => {
    const unknown = ask('journey.request.find', { request_id: UNKNOWN });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const strangers = ask('journey.request.find', { request_id: REQUEST, user_id: 'stranger' });
    await expect(strangers).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('holds the first thousand', async () => {
    const answer = await ask('journey.request.find', { request_id: OTHER });
    expect(answer.total_events).toBe(1000);
    expect(answer.events.map(({ properties: { n } }) => n)).toEqual(
      Array.from({ length: 1000 }, (_, n) => n),
    );
  });
});
