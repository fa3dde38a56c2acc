import fc from 'fast-check';
import { compareShares } from './shares.js';

const choose = (n: number, k: number): bigint => {
  let result = 1n;
  for (let i = 1; i <= k; i += 1) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
};

/** The same test in whole numbers, every table counted. */
const enumerated = (a: number, n: number, b: number, m: number): number => {
  const ways = (k: number) => choose(n, k) * choose(m, a + b - k);
  let [rare, all] = [0n, 0n];
  for (let k = Math.max(0, a + b - m); k <= Math.min(n, a + b); k += 1) {
    all += ways(k);
    if (ways(k) <= ways(a)) rare += ways(k);
  }
  return Number((rare * 10n ** 15n) / all) / 1e15;
};

const share = (having: number, observations: number) => ({
  value: having / observations,
  observations,
});

describe('compareShares', () => {
  it('gives what R gives for Fisher’s convictions of twins', () => {
    expect(compareShares(share(2, 17), share(10, 13))).toBeCloseTo(0.0005367, 7);
  });

  it('agrees with a count of all tables', () => {
    const size = fc.integer({ min: 10, max: 60 });
    const drawn = fc
      .tuple(size, size)
      .chain(([n, m]) => fc.tuple(fc.nat(n), fc.constant(n), fc.nat(m), fc.constant(m)));
    fc.assert(
      fc.property(drawn, ([a, n, b, m]) => {
        expect(compareShares(share(a, n), share(b, m))).toBeCloseTo(enumerated(a, n, b, m), 9);
      }),
    );
  });

  it('knows the number behind a rounded share', () => {
    const rounded = { value: 0.3333, observations: 300 };
    const exact = share(100, 300);
    expect(compareShares(rounded, share(10, 100))).toBe(compareShares(exact, share(10, 100)));
  });

  it('holds for large numbers', () => {
    expect(compareShares(share(300_000, 600_000), share(300_000, 600_000))).toBeCloseTo(1, 9);
    expect(compareShares(share(300_000, 600_000), share(302_000, 600_000))).toBeCloseTo(0.00026, 4);
    expect(compareShares(share(0, 600_000), share(600_000, 600_000))).toBe(0);
  });

  it.each([
    ['nine observations', { value: 0, observations: 9 }],
    ['none', { value: null, observations: 0 }],
  ])('is silent about %s', (_case, few) => {
    expect(compareShares(few, share(50, 50))).toBeNull();
    expect(compareShares(share(50, 50), few)).toBeNull();
  });

  it('sees no change where all or none have the property', () => {
    expect(compareShares(share(0, 20), share(0, 30))).toBe(1);
    expect(compareShares(share(20, 20), share(30, 30))).toBe(1);
  });
});
