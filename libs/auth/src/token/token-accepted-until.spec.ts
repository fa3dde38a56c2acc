import { acceptedUntil } from './token-accepted-until.js';

describe('acceptedUntil', () => {
  it('is the expiry and the leeway, in milliseconds', () => {
    expect(acceptedUntil({ exp: 1_700_000_000 }, 60)).toBe(1_700_000_060_000);
  });

  it('keeps fractions of a second and far futures', () => {
    expect(acceptedUntil({ exp: 1.5 }, 0)).toBe(1500);
    expect(acceptedUntil({ exp: Number.MAX_VALUE }, 60)).toBe(Infinity);
  });

  it('is for ever without an expiry', () => {
    expect(acceptedUntil({}, 60)).toBeNull();
  });
});
