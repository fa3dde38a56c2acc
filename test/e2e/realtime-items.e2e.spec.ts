import { issueToken } from '@trailmark/auth';
import { CommittedItem, FactKindName, MAX_COMMITTED_ITEMS } from '@trailmark/contracts';
import {
  aMeasurement,
  anActivity,
  anEvent,
  ApiClient,
  TEST_JWT_SECRET,
  waitFor,
} from '@trailmark/testing';
import { sharedStack, SharedStack } from './shared-stack.js';
import { Subscriber } from './subscriber.js';

const HOUR_MS = 3_600_000;
const USER = 'told_in_items';

describe('what real time tells of a fact', () => {
  let stack: SharedStack;
  let ann: ApiClient;
  let subscriber: Subscriber;
  const at = Date.now() - HOUR_MS;
  const instant = (ms: number) => new Date(ms).toISOString();

  beforeAll(async () => {
    stack = await sharedStack('events', 'performance', 'usage', 'activity');
    ann = ApiClient.as(stack.url, USER, 'user');
    const token = issueToken(TEST_JWT_SECRET, { sub: USER, roles: ['user'] });
    subscriber = await Subscriber.open(stack.url, USER, token);
    await waitFor(() => subscriber.of('ready').length > 0);
  });
  afterAll(async () => {
    await subscriber.close();
    await stack.stop();
  });

  /** The one announcement of this kind after `record`. */
  const toldOf = async (kind: FactKindName, record: () => Promise<{ status: number }>) => {
    const told = () => subscriber.of('facts').filter((facts) => facts.kind === kind);
    const { length } = told();
    expect((await record()).status).toBe(201);
    await waitFor(() => told().length > length);
    const [facts] = told().slice(length);
    expect(told()).toHaveLength(length + 1);
    return { count: facts?.count, items: facts?.items ?? [] };
  };
  const tell = async (kind: FactKindName, path: string, body: object): Promise<CommittedItem[]> => {
    const { count, items } = await toldOf(kind, () => ann.post(path, body));
    expect(count).toBe(1);
    expect(items.map(({ id }) => id)).toEqual([expect.stringMatching(/^[\da-f-]{36}$/)]);
    return items;
  };

  it('is an event’s name, session and time in UTC', async () => {
    const timestamp = instant(at + HOUR_MS).replace('Z', '+01:00');
    const event = anEvent({ user_id: USER, event_name: 'paid', session_id: 's1', timestamp });
    expect(await tell('event', '/analytics/events', event)).toMatchObject([
      { name: 'paid', session_id: 's1', timestamp: instant(at) },
    ]);
  });

  it('is a measurement’s page, if it has one', async () => {
    const measured = { user_id: USER, session_id: 's2', timestamp: instant(at) };
    const path = '/analytics/performance';
    const cases: [string | null, string][] = [
      ['/start', '/start'],
      [null, 'page_load'],
    ];
    for (const [page, name] of cases) {
      const items = await tell('performance', path, aMeasurement({ ...measured, page }));
      expect(items).toMatchObject([{ name, session_id: 's2', timestamp: instant(at) }]);
    }
  });

  it('is a usage day and when it came', async () => {
    const before = Date.now();
    const date = instant(at).slice(0, 10);
    const [item] = await tell('usage', '/analytics/usage', {
      user_id: USER,
      date,
      page_views: 3,
    });
    expect(item).toMatchObject({ name: date, session_id: null });
    const received = Date.parse(item?.timestamp ?? '');
    expect(received).toBeGreaterThanOrEqual(before);
    expect(received).toBeLessThanOrEqual(Date.now());
  });

  it('is an activity’s type, session and time', async () => {
    const activity = anActivity({
      user_id: USER,
      activity_type: 'user_action',
      session_id: 's3',
      timestamp: instant(at),
    });
    expect(await tell('activity', '/analytics/activities', activity)).toMatchObject([
      { name: 'user_action', session_id: 's3', timestamp: instant(at) },
    ]);
  });

  it('is of a large batch the newest only, and how many there were', async () => {
    const events = Array.from({ length: 300 }, (_, n) =>
      anEvent({ user_id: USER, event_name: `e${n}`, timestamp: instant(at + ((n * 7) % 300)) }),
    );
    const { count, items } = await toldOf('event', () =>
      ann.post('/analytics/events/batch', { events }),
    );
    expect(count).toBe(300);
    const newest = Array.from({ length: MAX_COMMITTED_ITEMS }, (_, n) => instant(at + 299 - n));
    expect(items.map(({ timestamp }) => timestamp)).toEqual(newest);
  });
});
