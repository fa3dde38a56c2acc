import fc from 'fast-check';
import { positionOf } from './sampling.js';

const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 });
const SESSIONS = 20_000;

describe('the position of a session', () => {
  it('lies between 0 and 1 and is always the same', () => {
    fc.assert(
      fc.property(id, id, (user, session) => {
        const position = positionOf(user, session);
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThan(1);
        expect(positionOf(user, session)).toBe(position);
      }),
    );
  });

  it('does not confuse where the user’s id ends and the session’s begins', () => {
    expect(positionOf('a', 'bc')).not.toBe(positionOf('ab', 'c'));
    expect(positionOf('a","b', 'c')).not.toBe(positionOf('a', 'b","c'));
  });

  it.each([0.01, 0.1, 0.25, 0.5, 0.9, 0.999])('puts a share of %d below %d', (rate) => {
    const below = Array.from({ length: SESSIONS }, (_, n) => positionOf('ann', `s${n}`)).filter(
      (position) => position < rate,
    ).length;
    // Five standard deviations of a binomial count.
    const tolerance = 5 * Math.sqrt(SESSIONS * rate * (1 - rate));
    expect(Math.abs(below - SESSIONS * rate)).toBeLessThan(tolerance);
  });

  it('is independent from user to user', () => {
    const both = Array.from({ length: SESSIONS }, (_, n) => `s${n}`).filter(
      (session) => positionOf('ann', session) < 0.5 && positionOf('bob', session) < 0.5,
    ).length;
    expect(Math.abs(both - SESSIONS / 4)).toBeLessThan(5 * Math.sqrt((SESSIONS * 3) / 16));
  });
});
