import { CapturedEvent } from '@trailmark/contracts';
import { TestService } from '@trailmark/testing';
import { aMessage, record } from './journey-messages.js';
import { asking, byEmail, byId, startJourney } from './journey-service.js';

const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';
const EMAIL = 'user@example.com';
const SECOND = 1000;

/** The examples of the client's document, from raw events. */
describe('the answers of the document', () => {
  let service: TestService;
  const ask = asking(() => service);
  const start = Date.now() - 3_600_000;
  const at = (second: number): string => new Date(start + second * SECOND).toISOString();

  const many = (count: number, event: string, properties: (n: number) => object) =>
    Array.from({ length: count }, (_, n): Partial<CapturedEvent> => {
      return { event, timestamp: at(n / 10), properties: { ...properties(n) } };
    });

  const endpointOf = (n: number): string => {
    if (n < 150) return '/api/popular/movies';
    if (n < 270) return '/api/chat/messages';
    if (n < 370) return '/api/tailored-characters';
    return `/api/other/${n % 30}`;
  };

  beforeAll(async () => {
    service = await startJourney();
    await record(
      aMessage(
        {
          event: '$identify',
          timestamp: at(-10),
          set: { email: 'User@Example.com' },
          link: { kind: 'identify', distinct_id: 'anon-1' },
        },
        {
          timestamp: at(400),
          distinct_id: 'anon-1',
          properties: { button_name: 'Start Chat', request_id: REQUEST },
        },
        {
          event: 'api_request',
          timestamp: at(401),
          properties: {
            endpoint: '/api/chat/start',
            request_id: REQUEST,
            status_code: 200,
            response_time_ms: 45,
          },
        },
      ),
      aMessage(
        ...many(849, 'api_request', (n) => ({
          endpoint: endpointOf(n),
          method: 'GET',
          status_code: n < 30 ? 500 : '200',
          response_time_ms: n % 2 === 0 ? 125 : '126',
        })),
      ),
      aMessage(
        ...many(15, 'api_error', (n) => ({
          error_type: 'application_error',
          error_message: 'Database connection failed',
          exception_type: 'OperationalError',
          endpoint: '/api/chat/send',
          method: 'POST',
          status_code: 500,
          request_id: `req-${n}`,
          traceback: 'Traceback …',
        })),
        ...many(5, 'api_error', () => ({ error_type: 'connection_error' })),
        ...many(5, 'form_submit', () => ({ error_type: 'validation_error' })),
        ...many(8, 'slow_request', (n) => ({
          endpoint: '/api/chat/send',
          method: 'POST',
          duration_ms: n % 2 === 0 ? 1250 : '1251',
          threshold_ms: 1000,
          request_id: `slow-${n}`,
        })),
        ...many(4, 'slow_request', () => ({ endpoint: '/api/slow', duration_ms: 2000 })),
      ),
    );
  });
  afterAll(() => service.stop());

  it('1. user activity', async () => {
    const activity = await ask('journey.activity.find', { address: byEmail(EMAIL), days: 30 });
    const { timeline, ...figures } = activity;
    expect(figures).toEqual({
      user_id: 'user_12345',
      period_days: 30,
      total_events: 889,
      api_requests: { total: 850, successful: 820, failed: 30, average_response_time_ms: 125.4 },
      errors: {
        total: 25,
        by_type: { application_error: 15, connection_error: 5, validation_error: 5 },
      },
      slow_requests: {
        total: 12,
        by_endpoint: {
          '/api/chat/send': { count: 8, average_duration_ms: 1250.5 },
          '/api/slow': { count: 4, average_duration_ms: 2000 },
        },
      },
      most_used_endpoints: {
        '/api/popular/movies': 150,
        '/api/chat/messages': 120,
        '/api/tailored-characters': 100,
        ...Object.fromEntries([0, 1, 10, 11, 12, 13, 14].map((n) => [`/api/other/${n}`, 16])),
      },
    });
    expect(timeline).toHaveLength(100);
    expect(timeline[0]).toEqual({
      timestamp: at(401),
      event: 'api_request',
      properties: {
        endpoint: '/api/chat/start',
        request_id: REQUEST,
        status_code: 200,
        response_time_ms: 45,
      },
    });
  });

  it('2. user journey, with what was done before signing in', async () => {
    const journey = await ask('journey.journey.find', {
      address: byId('user_12345'),
      days: 7,
      include_correlation: true,
    });
    expect(journey).toMatchObject({
      user_id: 'user_12345',
      period_days: 7,
      total_events: 889,
      correlated_requests: 1 + 15 + 8,
    });
    expect(journey.truncated).toBeUndefined();
    expect(journey.events.find(({ request_id }) => request_id === REQUEST)).toEqual({
      request_id: REQUEST,
      events: [
        {
          timestamp: at(400),
          event: 'button_click',
          properties: { button_name: 'Start Chat', request_id: REQUEST },
        },
        expect.objectContaining({ timestamp: at(401), event: 'api_request' }),
      ],
      event_count: 2,
      start_time: at(400),
      end_time: at(401),
    });
  });

  it('3. user events', async () => {
    const question = { address: byEmail(EMAIL), days: 30, event_type: 'api_request', limit: 50 };
    const answer = await ask('journey.event.find', question);
    expect(answer).toMatchObject({ total: 50, user_id: 'user_12345' });
    expect(answer.events.map(({ event }) => event)).toEqual(Array(50).fill('api_request'));
    const times = answer.events.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(times[0]).toBe(at(401));
  });

  it('4. user errors', async () => {
    const answer = await ask('journey.error.find', {
      address: byId('anon-1'),
      days: 30,
      limit: 3,
    });
    expect(answer).toMatchObject({ user_id: 'anon-1', total_errors: 25 });
    expect(answer.errors).toHaveLength(3);
    expect(answer.errors[0]).toEqual({
      timestamp: at(1.4),
      error_type: 'application_error',
      error_message: 'Database connection failed',
      exception_type: 'OperationalError',
      endpoint: '/api/chat/send',
      method: 'POST',
      status_code: 500,
      request_id: 'req-14',
      traceback: 'Traceback …',
    });
  });

  it('6. user slow requests', async () => {
    const answer = await ask('journey.slow.find', { address: byEmail(EMAIL), days: 7, limit: 50 });
    expect(answer).toMatchObject({ user_id: 'user_12345', total_slow_requests: 12 });
    expect(answer.slow_requests).toHaveLength(12);
    expect(answer.slow_requests).toContainEqual({
      timestamp: at(0.7),
      endpoint: '/api/chat/send',
      method: 'POST',
      duration_ms: 1251,
      threshold_ms: 1000,
      request_id: 'slow-7',
    });
  });

  it.each(['nobody', 'USER_12345'])('%s is nobody', async (user_id) => {
    const refused = { code: 'NOT_FOUND' };
    const address = byId(user_id);
    await expect(ask('journey.activity.find', { address, days: 30 })).rejects.toMatchObject(
      refused,
    );
    await expect(
      ask('journey.error.find', { address: byEmail('no@one.org'), days: 30, limit: 5 }),
    ).rejects.toMatchObject(refused);
  });

  it('an own account without events is empty', async () => {
    const address = { user_id: 'newcomer', email: null, own: true };
    expect(await ask('journey.activity.find', { address, days: 30 })).toEqual({
      user_id: 'newcomer',
      period_days: 30,
      total_events: 0,
      api_requests: { total: 0, successful: 0, failed: 0, average_response_time_ms: null },
      errors: { total: 0, by_type: {} },
      slow_requests: { total: 0, by_endpoint: {} },
      most_used_endpoints: {},
      timeline: [],
    });
    expect(
      await ask('journey.journey.find', { address, days: 7, include_correlation: true }),
    ).toEqual({
      user_id: 'newcomer',
      period_days: 7,
      total_events: 0,
      correlated_requests: 0,
      events: [],
    });
    const own = { user_id: null, email: 'new@comer.org', own: true };
    expect(await ask('journey.slow.find', { address: own, days: 7, limit: 5 })).toEqual({
      user_id: 'support_1',
      total_slow_requests: 0,
      slow_requests: [],
    });
  });
});
