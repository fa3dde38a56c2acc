import { LruMap } from './lru-map.js';

describe('LruMap', () => {
  it('forgets what was not used the longest', () => {
    const map = new LruMap(18);
    for (const key of ['a', 'b', 'c']) map.set(key, 'xyz');
    map.get('a');
    map.set('d', 'xyz');
    expect(['a', 'b', 'c', 'd'].map((key) => map.get(key))).toEqual([
      'xyz',
      undefined,
      'xyz',
      'xyz',
    ]);
  });

  it('holds no more characters than it may, whatever is written over and deleted', () => {
    const map = new LruMap(100);
    const keys = Array.from({ length: 20 }, (_, n) => `k${n % 7}`);
    keys.forEach((key, n) => {
      map.set(key, 'x'.repeat((n * 13) % 40));
      if (n % 3 === 0) map.delete(`k${(n * 5) % 7}`);
      const held = [...new Set(keys)].filter((key) => map.get(key) !== undefined);
      const lengths = held.map((key) => key.length + JSON.stringify(map.get(key)).length);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(100);
    });
  });

  it('does not keep what is larger than all that it may hold', () => {
    const map = new LruMap(10);
    map.set('a', 'x'.repeat(10));
    expect(map.get('a')).toBeUndefined();
  });

  it('is empty after it was cleared', () => {
    const map = new LruMap(10);
    map.set('a', 'x');
    expect(map.get('a')).toBe('x');
    map.clear();
    expect(map.get('a')).toBeUndefined();
    expect(map.delete('a')).toBe(false);
  });
});
