import { retryAfterMs } from './retry-after.js';

describe('Retry-After', () => {
  const now = new Date('2026-03-01T12:00:00Z');

  it.each<[string | null, number | null]>([
    [null, null],
    ['7', 7000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Sun, 01 Mar 2026 12:01:00 GMT', 60_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
  ])('%j is %p ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
