import { Fact } from '@trailmark/contracts';
import fc from 'fast-check';
import { committedByUser } from './fact-store.js';

const AT = new Date('2026-01-31T10:30:00.123Z');

const factsOf = (...users: string[]): Fact[] =>
  users.map((user_id, index) => ({ id: `f${index}`, key: null, user_id, body: {} }));

describe('committedByUser', () => {
  it('counts each user’s facts', () => {
    const committed_at = '2026-01-31T10:30:00.123Z';
    expect(committedByUser(factsOf('ann', 'bob', 'ann'), AT)).toEqual([
      { user_id: 'ann', count: 2, committed_at },
      { user_id: 'bob', count: 1, committed_at },
    ]);
  });

  it('tells nothing of nobody', () => {
    expect(committedByUser([], AT)).toEqual([]);
  });

  it('keeps users apart that differ in case only, or are named like a built-in', () => {
    const users = ['Ann', 'ann', '__proto__', 'constructor'];
    expect(committedByUser(factsOf(...users), AT).map(({ user_id }) => user_id)).toEqual(users);
  });

  it('names every user once and every fact', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd')), (users) => {
        const committed = committedByUser(factsOf(...users), AT);
        expect(committed).toHaveLength(new Set(users).size);
        expect(committed.reduce((sum, { count }) => sum + count, 0)).toBe(users.length);
      }),
    );
  });
});
