import { CapturedEvent } from '@trailmark/contracts';
import { seeded, TestService } from '@trailmark/testing';
import { aMessage, record } from './journey-messages.js';
import { asking, byId, startJourney } from './journey-service.js';
import { errorOnes, figuresOf, RawEvent, rawEvents, slowOnes } from './recount.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const ANN = ['ann', 'anon-1', 'anon-2'];

/** Only the clock is stopped: everything else goes on. */
const at = async <T>(now: number, work: () => Promise<T>): Promise<T> => {
  jest.useFakeTimers({
    now,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
};

describe('answers agree with a recount of what was sent', () => {
  let service: TestService;
  let events: RawEvent[];
  const ask = asking(() => service);
  const random = seeded(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const today = Math.floor(Date.now() / DAY) * DAY;

  const KINDS: (() => Partial<CapturedEvent>)[] = [
    () => ({ event: 'click', properties: { endpoint: '/not-a-request' } }),
    () => ({
      event: 'api_request',
      properties: {
        endpoint: `/api/${Math.floor(random() * 4)}`,
        ...(random() < 0.8 && { status_code: pick([200, '201', 399, 400, '404', 500]) }),
        ...(random() < 0.8 && { response_time_ms: pick([5, '10.5', 999.25, 1000, 1001, 4000]) }),
        ...(random() < 0.3 && { threshold_ms: pick([8, '5000']) }),
        ...(random() < 0.7 && { request_id: `r${Math.floor(random() * 40)}` }),
        ...(random() < 0.1 && { error_type: 'odd' }),
      },
    }),
    () => ({
      event: 'slow_request',
      properties: {
        endpoint: `/api/${Math.floor(random() * 4)}`,
        duration_ms: pick([1500, '2500.5']),
        ...(random() < 0.7 && { request_id: `r${Math.floor(random() * 40)}` }),
      },
    }),
    () => ({
      event: pick(['api_error', 'form', '$exception']),
      properties: { error_type: pick(['application_error', 'validation_error', '__proto__x']) },
    }),
    () => ({ event: pick(['api_error', '$exception']), properties: {} }),
  ];

  const someEvent = (from: number, to: number): Partial<CapturedEvent> => ({
    ...pick(KINDS)(),
    distinct_id: random() < 0.85 ? pick(ANN) : 'bob',
    timestamp: new Date(from + Math.floor(random() * (to - from))).toISOString(),
  });

  beforeAll(async () => {
    service = await startJourney();
    const some = (count: number, from: number, to: number) =>
      Array.from({ length: count }, () => someEvent(from, to));
    const link = (n: number, id: string): Partial<CapturedEvent> => ({
      event: '$identify',
      distinct_id: 'ann',
      timestamp: new Date(today - 600 * DAY + n).toISOString(),
      link: { kind: 'identify', distinct_id: id },
    });
    const spread = some(900, today - 400 * DAY, today + DAY);
    const late = aMessage(...spread.slice(0, 300));
    await record(
      aMessage(...some(400, today - 9 * DAY, today + DAY)),
      aMessage(...some(200, today - DAY - 20 * MINUTE, today - DAY + 20 * MINUTE)),
      aMessage(...some(150, today - 10 * MINUTE, today + 10 * MINUTE)),
      aMessage({ ...someEvent(today, today + 1), distinct_id: 'ann' }, link(1, 'anon-1')),
      aMessage(...spread.slice(300)),
      late,
      late,
      aMessage(link(2, 'anon-2')),
    );
    events = await rawEvents(service.schema);
    expect(events).toHaveLength(1653);
  });
  afterAll(() => service.stop());

  const within = (now: number, days: number, ids: string[]): RawEvent[] =>
    events.filter(
      ({ at: time, distinctId }) =>
        ids.includes(distinctId) && time >= now - days * DAY && time < now,
    );

  it.each([
    ['at midnight', 0, 1],
    ['at midnight', 0, 30],
    ['a moment after midnight', 7, 1],
    ['minutes after midnight', 5 * MINUTE + 13, 1],
    ['at noon', DAY / 2, 1],
    ['at noon', DAY / 2 + 1, 7],
    ['in the evening', DAY - 1, 90],
    ['in the evening', DAY - 17 * MINUTE, 365],
  ])('%s (%i ms), %i days', async (_when, offset, days) => {
    const now = today + offset;
    for (const [asked, ids] of [
      ['anon-2', ANN],
      ['bob', ['bob']],
    ] as const) {
      const address = byId(asked);
      const expected = within(now, days, [...ids]);
      const activity = await at(now, () => ask('journey.activity.find', { address, days }));
      expect(activity).toMatchObject(figuresOf(expected, events));
      expect(activity.timeline.map(({ timestamp }) => Date.parse(timestamp))).toEqual(
        expected
          .map(({ at: time }) => time)
          .toReversed()
          .slice(0, 100),
      );
      const question = { address, days, limit: 500 };
      const errors = await at(now, () => ask('journey.error.find', question));
      expect(errors.total_errors).toBe(errorOnes(expected).length);
      expect(errors.errors).toHaveLength(Math.min(500, errors.total_errors));
      const slow = await at(now, () => ask('journey.slow.find', question));
      expect(slow.total_slow_requests).toBe(slowOnes(expected, events).length);
      expect(slow.slow_requests.map(({ timestamp }) => Date.parse(timestamp))).toEqual(
        slowOnes(expected, events)
          .map(({ at: time }) => time)
          .toReversed()
          .slice(0, 500),
      );
    }
  });

  it.each([true, false])('a journey holds every event once, correlated: %s', async (correlated) => {
    const now = today + DAY / 2;
    const journey = await at(now, () =>
      ask('journey.journey.find', {
        address: byId('ann'),
        days: 90,
        include_correlation: correlated,
      }),
    );
    const expected = within(now, 90, ANN);
    const ids = expected.map(({ told }) => told.request_id).filter((id) => id !== undefined);
    expect(journey).toMatchObject({
      total_events: expected.length,
      correlated_requests: new Set(ids).size,
    });
    const held = journey.events.flatMap((group) => {
      const times = group.events.map(({ timestamp }) => timestamp);
      expect(times).toEqual(times.toSorted());
      expect(group).toMatchObject({
        event_count: times.length,
        start_time: times.at(0),
        end_time: times.at(-1),
      });
      for (const { properties } of group.events) {
        expect(group.request_id).toBe(correlated ? (properties.request_id ?? null) : null);
      }
      return group.events;
    });
    expect(held.map(({ timestamp }) => Date.parse(timestamp)).toSorted((a, b) => a - b)).toEqual(
      expected.map(({ at: time }) => time),
    );
    const starts = journey.events.map(({ start_time }) => start_time);
    expect(starts).toEqual(starts.toSorted());
    const named = journey.events.filter(({ request_id }) => request_id !== null);
    expect(named).toHaveLength(correlated ? new Set(ids).size : 0);
  });

  it.each([
    ['days', 'journey_days', 'day', 10],
    ['months', 'journey_months', 'month', 7],
  ])('%s are counted as the events say', async (_name, table, start, digits) => {
    const counted = await service.schema.query<Record<string, unknown>>(
      `SELECT distinct_id AS id, LEFT(${start}, ${digits}) AS start, SUM(events) AS events,
              SUM(requests) AS requests, ROUND(SUM(total_ms), 3) + 0e0 AS ms, SUM(errors) AS errors,
              SUM(slow) AS slow, ROUND(SUM(slow_ms), 3) + 0e0 AS slow_ms
         FROM ${table} GROUP BY distinct_id, start ORDER BY 1, 2`,
    );
    const byPeriod = new Map<string, RawEvent[]>();
    for (const event of events) {
      const key = `${event.distinctId} ${new Date(event.at).toISOString().slice(0, digits)}`;
      byPeriod.set(key, [...(byPeriod.get(key) ?? []), event]);
    }
    const sum = (list: RawEvent[], ms: (told: RawEvent['told']) => unknown) =>
      list.reduce((total, { told }) => total + Number(ms(told) ?? 0), 0);
    const expected = [...byPeriod]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, list]) => {
        const requests = list.filter(({ event }) => event === 'api_request');
        const slow = slowOnes(list, events);
        return [
          key,
          list.length,
          requests.length,
          sum(requests, (told) => told.response_time_ms),
          errorOnes(list).length,
          slow.length,
          sum(slow, (told) => told.duration_ms ?? told.response_time_ms),
        ];
      });
    expect(
      counted.map(({ id, start: begun, ...figures }) => [
        `${String(id)} ${String(begun)}`,
        ...Object.values(figures).map(Number),
      ]),
    ).toEqual(expected);
  });
});
