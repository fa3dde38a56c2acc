import fc from 'fast-check';
import { exclusionsOf } from './exclusions.js';

describe('exclusions', () => {
  it.each([
    [['debug'], 'debug', true],
    [['debug'], 'debug_x', false],
    [['debug'], 'Debug', false],
    [['debug_*'], 'debug_x', true],
    [['debug_*'], 'debug_', true],
    [['debug_*'], 'debug', false],
    [['debug_*'], 'a_debug_x', false],
    [['*'], 'anything', true],
    [['de*ug'], 'debug', false],
    [['de*ug'], 'de*ug', true],
    [['a.c'], 'abc', false],
    [['x*', 'y', 'z*'], 'zebra', true],
    [['/admin/*'], '/admin', false],
    [['/admin/*'], '/admin/users', true],
    [[], '', false],
  ])('%j on %j: %s', (patterns, text, excluded) => {
    expect(exclusionsOf(patterns)(text)).toBe(excluded);
  });

  it('hold for a text itself and for each of its beginnings with a star', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, fc.nat(30), (value, length) => {
        fc.pre(!value.endsWith('*'));
        expect(exclusionsOf([value])(value)).toBe(true);
        expect(exclusionsOf([`${value.slice(0, length)}*`])(value)).toBe(true);
        expect(exclusionsOf([`${value}x`])(value)).toBe(false);
      }),
    );
  });
});
