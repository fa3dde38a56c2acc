import fc from 'fast-check';
import { endOf, isCalendarDate, isInstant, startOf } from './instant.js';

const days = fc
  .date({
    min: new Date('1000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

describe('isCalendarDate', () => {
  it.each(['2026-01-31', '2024-02-29', '2000-02-29'])('takes %s', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each(['2025-02-29', '1900-02-29', '2026-04-31', '2026-00-10', '2026-1-1', '20260131', ''])(
    'refuses %j',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
    },
  );

  it.each([null, undefined, 20260131, ['2026-01-31'], new Date()])('refuses %p', (value) => {
    expect(isCalendarDate(value)).toBe(false);
  });
});

describe('isInstant', () => {
  it.each([null, undefined, 0, {}, ['2026-01-31T00:00:00Z']])('refuses %p', (value) => {
    expect(isInstant(value)).toBe(false);
  });

  it('never takes what a Date cannot read', () => {
    const part = (max: number) => fc.integer({ min: 0, max }).map((n) => `${n}`.padStart(2, '0'));
    const texts = fc
      .tuple(part(14), part(33), part(26), part(62), part(62), fc.constantFrom('Z', '+05:30', ''))
      .map(([month, day, h, m, s, offset]) => `2025-${month}-${day}T${h}:${m}:${s}${offset}`);
    fc.assert(
      fc.property(texts, (text) => {
        const day = text.slice(0, 10);
        const read = new Date(`${day}T00:00:00Z`);
        const exists = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
        const time = /T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|\+05:30)$/.test(text);
        expect(isInstant(text)).toBe(exists && time);
      }),
      { numRuns: 500 },
    );
  });
});

describe('startOf and endOf', () => {
  it('make a date the first and last millisecond of its day in UTC', () => {
    expect(startOf('2026-01-31')).toEqual(new Date('2026-01-31T00:00:00.000Z'));
    expect(endOf('2026-01-31')).toEqual(new Date('2026-01-31T23:59:59.999Z'));
  });

  it.each(['2026-01-31T10:30:00Z', '2026-01-31T16:00:00+05:30', '2025-10-26T02:30:00+02:00'])(
    'leave the instant %s as it is',
    (text) => {
      expect(startOf(text).getTime()).toBe(Date.parse(text));
      expect(endOf(text).getTime()).toBe(Date.parse(text));
    },
  );

  it('tell the two passes of a repeated hour apart', () => {
    const first = startOf('2025-10-26T02:30:00+02:00');
    const second = startOf('2025-10-26T02:30:00+01:00');
    expect(second.getTime() - first.getTime()).toBe(3_600_000);
  });

  it('leave no gap and no overlap between one day and the next', () => {
    fc.assert(
      fc.property(days, (day) => {
        const next = new Date(endOf(day).getTime() + 1);
        expect(next.getTime() - startOf(day).getTime()).toBe(86_400_000);
        expect(endOf(day).toISOString().slice(0, 10)).toBe(day);
      }),
    );
  });
});
