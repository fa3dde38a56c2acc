import fc from 'fast-check';
import { readUtcText, utcDayText, utcText, utcTimeText } from './utc-text.js';

const instants = fc.date({
  min: new Date('0000-01-01T00:00:00.000Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

/** Texts of which many are nearly an instant. */
const nearly = fc
  .tuple(
    fc.constantFrom('2026', '2024', '1900', '2000', '0000', '0099', '9999', '+002026', '26'),
    fc.integer({ min: 0, max: 14 }),
    fc.integer({ min: 0, max: 33 }),
    fc.integer({ min: 0, max: 26 }),
    fc.constantFrom('00:00', '59:59', '60:00', '00:60', '0:00'),
    fc.constantFrom('.000Z', '.999Z', 'Z', '.5Z', '.000z', '.000+00:00', '.0000Z', ''),
  )
  .map(([year, month, day, hour, minute, rest]) => {
    const [m, d, h] = [month, day, hour].map((part) => String(part).padStart(2, '0'));
    return `${year}-${m}-${d}T${h}:${minute}${rest}`;
  });

/** What `Date` says of a text: when it is, if `Date` itself would write it so. */
const readByDate = (text: string): number | null => {
  const at = new Date(text);
  const isWritten = text.length === 24 && !Number.isNaN(at.getTime()) && at.toISOString() === text;
  return isWritten ? at.getTime() : null;
};

describe('instants as Date writes them', () => {
  it('are read as Date reads them', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(readUtcText(at.toISOString())).toBe(at.getTime());
      }),
      { numRuns: 2000 },
    );
  });

  it('are told from all other texts', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string({ minLength: 20, maxLength: 28 })), (text) => {
        expect(readUtcText(text)).toBe(readByDate(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('end every month when the calendar says', () => {
    for (const year of ['0000', '0004', '1900', '2000', '2023', '2024', '9999']) {
      for (let month = 1; month <= 12; month += 1) {
        for (let day = 27; day <= 32; day += 1) {
          const text = `${year}-${String(month).padStart(2, '0')}-${day}T12:00:00.000Z`;
          expect([text, readUtcText(text)]).toEqual([text, readByDate(text)]);
        }
      }
    }
  });

  it('are written as Date writes them', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(utcText(at)).toBe(at.toISOString());
        expect(`${utcDayText(at.getTime())}T${utcTimeText(at.getTime())}Z`).toBe(at.toISOString());
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    new Date(NaN),
    new Date('+010000-01-01T00:00:00Z'),
    new Date('-000001-12-31T00:00:00Z'),
  ])('are not written of %p', (at) => {
    expect(() => utcText(at)).toThrow(RangeError);
  });
});
