import fc from 'fast-check';
import { isoOf, microsFrom, microsOf, minusMs } from './micros.js';

describe('instants with microseconds', () => {
  it.each<[string, string | null]>([
    ['2025-10-31T17:00:00Z', '2025-10-31 17:00:00.000000'],
    ['2025-10-31T17:00:00.123456Z', '2025-10-31 17:00:00.123456'],
    ['2025-10-31T17:00:00.5+00:00', '2025-10-31 17:00:00.500000'],
    ['2025-10-31T22:30:00.000001+05:30', '2025-10-31 17:00:00.000001'],
    ['2025-10-31T10:00:00.999999-0700', '2025-10-31 17:00:00.999999'],
    ['2026-01-01T05:44:59.123456+05:45', '2025-12-31 23:59:59.123456'],
    ['2025-10-31 17:00:00.25', '2025-10-31 17:00:00.250000'],
    ['2025-10-31', null],
    ['yesterday', null],
    ['2025-13-31T17:00:00Z', null],
  ])('%s is %s', (text, micros) => {
    expect(microsFrom(text)).toBe(micros);
  });

  it('come back as they went', () => {
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 999 }), (date, micros) => {
        const text = microsOf(date).slice(0, 23) + String(micros).padStart(3, '0');
        expect(microsFrom(isoOf(text))).toBe(text);
        expect(new Date(isoOf(text)).getTime()).toBe(date.getTime());
      }),
    );
  });

  it('go back by milliseconds and keep what is below', () => {
    expect(minusMs('2026-03-01 00:00:00.000123', 1)).toBe('2026-02-28 23:59:59.999123');
  });
});
