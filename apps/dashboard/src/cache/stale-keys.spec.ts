import { setImmediate as nextTurn } from 'node:timers/promises';
import { StaleKeys } from './stale-keys.js';

/** A store that is away until it is let return. */
const aStore = () => {
  const waiting: { keys: string[]; done: () => void; fail: (error: Error) => void }[] = [];
  const remove = (keys: string[]) =>
    new Promise<void>((done, fail) => waiting.push({ keys, done, fail }));
  return { waiting, remove };
};

describe('StaleKeys', () => {
  afterEach(() => jest.useRealTimers());

  it('waits for what is being removed', async () => {
    const store = aStore();
    const stale = new StaleKeys(store.remove, 'all');
    stale.mark('a');
    const settled = stale.settled(['a', 'all']);
    store.waiting[0]?.done();
    expect(await settled).toBe(true);
  });

  it('does not wait for other keys', async () => {
    const stale = new StaleKeys(aStore().remove, 'all');
    stale.mark('a');
    expect(await stale.settled(['b', 'all'])).toBe(true);
  });

  it('removes a key again that was marked while it was removed', async () => {
    const store = aStore();
    const stale = new StaleKeys(store.remove, 'all');
    stale.mark('a');
    stale.mark('a');
    store.waiting[0]?.done();
    await nextTurn();
    expect(store.waiting.map(({ keys }) => keys)).toEqual([['a'], ['a']]);
    const settled = stale.settled(['a']);
    store.waiting[1]?.done();
    expect(await settled).toBe(true);
  });

  it('tries again after a failure, and says so meanwhile', async () => {
    jest.useFakeTimers();
    const store = aStore();
    const stale = new StaleKeys(store.remove, 'all');
    stale.mark('a');
    store.waiting[0]?.fail(new Error('away'));
    await jest.advanceTimersByTimeAsync(0);
    expect(await stale.settled(['a'])).toBe(false);
    await jest.advanceTimersByTimeAsync(1000);
    store.waiting[1]?.done();
    await jest.advanceTimersByTimeAsync(0);
    expect(await stale.settled(['a'])).toBe(true);
    stale.stop();
  });

  it('tries again at once when it is told that the store is there', async () => {
    const store = aStore();
    const stale = new StaleKeys(store.remove, 'all');
    stale.mark('a');
    store.waiting[0]?.fail(new Error('away'));
    await nextTurn();
    stale.retry();
    const settled = stale.settled(['a']);
    store.waiting[1]?.done();
    expect(await settled).toBe(true);
  });

  it('takes all for stale rather than forget one of too many', async () => {
    const store = aStore();
    const stale = new StaleKeys(store.remove, 'all');
    stale.mark('first');
    store.waiting[0]?.fail(new Error('away'));
    await nextTurn();
    for (let n = 0; n < 10_000; n += 1) stale.mark(String(n));
    expect(await stale.settled(['somebody', 'all'])).toBe(false);
    stale.stop();
  });
});
