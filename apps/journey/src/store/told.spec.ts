import fc from 'fast-check';
import { toSqlInstant } from './captured-record.js';
import { toJson } from './told.js';

describe('toJson', () => {
  it('never spells half a character, and is otherwise what JSON says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, plain) => {
        const value = { a: `${text}\ud800${plain}\\ud800` };
        expect(JSON.parse(toJson(value))).toEqual({ a: value.a.toWellFormed() });
      }),
    );
  });
});

describe('toSqlInstant', () => {
  it.each([
    ['2025-10-31T17:00:00Z', '2025-10-31 17:00:00.000000'],
    ['2025-10-31T17:00:00.5Z', '2025-10-31 17:00:00.500000'],
    ['2025-10-31T17:00:00.123456Z', '2025-10-31 17:00:00.123456'],
    ['2025-10-31T22:45:00.000001+05:45', '2025-10-31 17:00:00.000001'],
  ])('%s is %s', (iso, text) => {
    expect(toSqlInstant(iso)).toBe(text);
  });
});
