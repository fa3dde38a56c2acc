import { CommittedItem, Fact, MAX_COMMITTED_ITEMS } from '@trailmark/contracts';
import fc from 'fast-check';
import { committedByUser, MAX_ITEM_NAME } from './committed-by-user.js';
import { FactDescription } from './fact-store.js';

const AT = new Date('2026-01-31T10:30:00.123Z');

const factsOf = (...users: string[]): Fact[] =>
  users.map((user_id, index) => ({ id: `f${index}`, key: null, user_id, body: {} }));

/** What is told of facts of one user whose timestamps are these minutes of an hour. */
const itemsAt = (minutes: number[]): CommittedItem[] => {
  const facts = minutes.map((minute, index): Fact<number> => ({
    id: String(index).padStart(4, '0'),
    key: null,
    user_id: 'ann',
    body: minute,
  }));
  const [committed] = committedByUser(facts, AT, ({ body }) => ({
    name: `at ${body}`,
    session_id: null,
    timestamp: new Date(Date.UTC(2026, 0, 1, 0, body)).toISOString(),
  }));
  return committed?.items ?? [];
};

const described = ({ id }: Fact): FactDescription => ({
  name: `name of ${id}`,
  session_id: 's',
  timestamp: '2026-01-01T00:00:00.000Z',
});

const tell = (...users: string[]) => committedByUser(factsOf(...users), AT, described);

describe('committedByUser', () => {
  it('counts each user’s facts and tells them', () => {
    const committed_at = '2026-01-31T10:30:00.123Z';
    const item = (id: string) => ({
      id,
      name: `name of ${id}`,
      session_id: 's',
      timestamp: '2026-01-01T00:00:00.000Z',
    });
    expect(tell('ann', 'bob', 'ann')).toEqual([
      { user_id: 'ann', count: 2, committed_at, items: [item('f2'), item('f0')] },
      { user_id: 'bob', count: 1, committed_at, items: [item('f1')] },
    ]);
  });

  it('tells nothing of nobody', () => {
    expect(tell()).toEqual([]);
  });

  it('keeps users apart that differ in case only, or are named like a built-in', () => {
    const users = ['Ann', 'ann', '__proto__', 'constructor'];
    expect(tell(...users).map(({ user_id }) => user_id)).toEqual(users);
  });

  it('names every user once and counts every fact', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd')), (users) => {
        const committed = tell(...users);
        expect(committed).toHaveLength(new Set(users).size);
        expect(committed.reduce((sum, { count }) => sum + count, 0)).toBe(users.length);
      }),
    );
  });

  it('tells the newest, newest first, and no more than a bounded number', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(59), { maxLength: 100 }), (minutes) => {
        const items = itemsAt(minutes);
        const newest = minutes.toSorted((a, b) => b - a).slice(0, MAX_COMMITTED_ITEMS);
        expect(items.map(({ name }) => name)).toEqual(newest.map((minute) => `at ${minute}`));
      }),
    );
  });

  it('of one instant tells the last recorded', () => {
    const ids = itemsAt(Array.from({ length: 25 }, () => 7)).map(({ id }) => Number(id));
    expect(ids).toEqual(Array.from({ length: MAX_COMMITTED_ITEMS }, (_, n) => 24 - n));
  });

  it('stays small however long the names are', () => {
    const facts = Array.from({ length: 1000 }, (_, n): Fact => ({
      id: '0190a5d0-0000-7000-8000-000000000000',
      key: null,
      user_id: 'u'.repeat(128),
      body: n,
    }));
    const [committed] = committedByUser(facts, AT, () => ({
      name: '🙂'.repeat(10_000),
      session_id: '🙂'.repeat(64),
      timestamp: AT.toISOString(),
    }));
    expect(committed?.count).toBe(1000);
    expect(committed?.items[0]?.name).toHaveLength(MAX_ITEM_NAME);
    expect(Buffer.byteLength(JSON.stringify(committed))).toBeLessThan(32 * 1024);
  });
});
