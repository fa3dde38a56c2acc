import { prefersAsync } from './prefer.js';

describe('prefersAsync', () => {
  it.each<[string | string[]]>([
    ['respond-async'],
    ['Respond-Async'],
    [' respond-async '],
    ['respond-async, wait=10'],
    ['return=minimal,respond-async'],
    [['return=minimal', 'respond-async']],
  ])('is true for %j', (header) => {
    expect(prefersAsync(header)).toBe(true);
  });

  it.each<[string | string[] | undefined]>([
    [undefined],
    [''],
    [[]],
    ['wait=10'],
    ['return=representation'],
    ['respond-asynchronously'],
    ['x-respond-async'],
    ['foo=respond-async'],
  ])('is false for %j', (header) => {
    expect(prefersAsync(header)).toBe(false);
  });
});
