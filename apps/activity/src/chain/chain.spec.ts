import fc from 'fast-check';
import { UnchainedActivity } from '../activities/activity.entity.js';
import { NO_HASH } from './activity-hash.js';
import { checkRun } from './chain-check.js';
import { chained, ChainHead, chainKeys, slotOf } from './chaining.js';

const activity = (n: number, over: Partial<UnchainedActivity> = {}): UnchainedActivity => ({
  id: `0192d3a0-1234-7abc-8def-${String(n).padStart(12, '0')}`,
  userId: 'ann',
  sessionId: 's',
  timestamp: new Date('2026-03-15T10:00:00.123Z'),
  activityType: 'user_action',
  activityCategory: 'projects',
  description: `step ${n}`,
  details: { n },
  metadata: null,
  severity: 'info',
  tags: null,
  requestId: null,
  createdAt: new Date('2026-03-15T10:00:01.000Z'),
  ...over,
});

const heads = (activities: UnchainedActivity[]): Map<string, ChainHead> =>
  new Map(
    chainKeys(activities).map((key) => [
      slotOf(key),
      { ...key, seq: 0, hash: NO_HASH, anchor: null },
    ]),
  );

const link = (activities: UnchainedActivity[]) => chained(activities, heads(activities));

const tenLinked = () => link(Array.from({ length: 10 }, (_, n) => activity(n))).rows;

describe('linking activities', () => {
  it('makes one chain for each user and month, in the order given', () => {
    const april = new Date('2026-04-01T00:00:00.000Z');
    const { rows, tips } = link([
      activity(1),
      activity(2, { userId: 'bob' }),
      activity(3),
      activity(4, { timestamp: april }),
      activity(5, { timestamp: new Date(april.getTime() - 1) }),
    ]);
    expect(rows.map(({ chainSeq }) => chainSeq)).toEqual([1, 1, 2, 1, 3]);
    expect(rows[2]?.previousHash).toBe(rows[0]?.hash);
    expect(rows[4]?.previousHash).toBe(rows[2]?.hash);
    expect(tips.map(({ userId, month, seq }) => [userId, month, seq]).toSorted()).toEqual([
      ['ann', '2026-03-01', 3],
      ['ann', '2026-04-01', 1],
      ['bob', '2026-03-01', 1],
    ]);
  });

  it('gives the same links however the activities are cut into batches', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), (cut) => {
        const all = Array.from({ length: 10 }, (_, n) => activity(n));
        const first = chained(all.slice(0, cut), heads(all));
        const between = new Map(first.tips.map((tip) => [slotOf(tip), tip]));
        const second = chained(all.slice(cut), between);
        expect([...first.rows, ...second.rows]).toEqual(link(all).rows);
      }),
    );
  });

  it('locks chains in an order that does not depend on the batch', () => {
    const users = fc.array(fc.constantFrom('a', 'b', 'C', 'é', 'a b'), { minLength: 1 });
    fc.assert(
      fc.property(users, (list) => {
        const batch = list.map((userId, n) => activity(n, { userId }));
        const keys = chainKeys(batch);
        expect(chainKeys(batch.toReversed())).toEqual(keys);
        expect(new Set(keys.map(slotOf)).size).toBe(keys.length);
      }),
    );
  });
});

describe('following a chain', () => {
  const run = { from: 1, to: 10, previousHash: NO_HASH };

  it('finds nothing wrong with what was linked, in one run or several', () => {
    const rows = tenLinked();
    expect(checkRun(rows, run)).toEqual({ checked: 10, hash: rows[9]?.hash, broken: null });
    const first = checkRun(rows.slice(0, 4), { ...run, to: 4 });
    const rest = checkRun(rows.slice(4), { from: 5, to: 10, previousHash: first.hash });
    expect(rest).toEqual({ checked: 6, hash: rows[9]?.hash, broken: null });
  });

  it('names any row that is changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.string(), (index, description) => {
        const rows = tenLinked();
        fc.pre(rows[index]?.description !== description);
        const changed = rows.map((row, n) => (n === index ? { ...row, description } : row));
        expect(checkRun(changed, run).broken).toMatchObject({
          seq: index + 1,
          reason: 'content_changed',
        });
      }),
    );
  });

  it('names any row that is gone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), (index) => {
        const broken = { row: null, seq: index + 1, reason: 'missing' };
        expect(checkRun(tenLinked().toSpliced(index, 1), run).broken).toEqual(broken);
      }),
    );
  });

  it('sees a chain that was made anew behind the first row', () => {
    const rows = tenLinked();
    const other = link([activity(0, { description: 'other' }), ...rows.slice(1)]).rows;
    const [first] = rows;
    const mixed = first ? [first, ...other.slice(1)] : [];
    expect(checkRun(mixed, run).broken).toMatchObject({ seq: 2, reason: 'link_broken' });
  });

  it('takes the first link as it stands where what it continues was dropped', () => {
    const rows = tenLinked().slice(3);
    expect(checkRun(rows, { from: 4, to: 10, previousHash: null }).broken).toBeNull();
  });
});
