import { isLargeChange, isSignificant } from './change.js';

describe('isLargeChange', () => {
  it.each([
    [120, 100, true],
    [119.99, 100, false],
    [80, 100, true],
    [80.01, 100, false],
    [0, 1, true],
    [1, 0, true],
    [0, 0, false],
    [null, 5, false],
    [5, null, false],
  ])('from %p (now) against %p (before): %p', (current, previous, expected) => {
    expect(isLargeChange(current, previous)).toBe(expected);
  });
});

describe('isSignificant', () => {
  it('asks for more the more is judged together', () => {
    expect(isSignificant(0.0099, 1)).toBe(true);
    expect(isSignificant(0.01, 1)).toBe(false);
    expect(isSignificant(0.00099, 10)).toBe(true);
    expect(isSignificant(0.001, 10)).toBe(false);
  });
});
