import fc from 'fast-check';
import { datetimeText } from './datetime.js';

describe('an instant as a value of a DATETIME(3) column', () => {
  it('is what Date writes, without the letters', () => {
    const instant = fc.date({
      min: new Date('0000-01-01T00:00:00.000Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (at) => {
        expect(datetimeText(at)).toBe(at.toISOString().replace('T', ' ').replace('Z', ''));
      }),
    );
  });

  it('is none of an instant that is none', () => {
    expect(() => datetimeText(new Date(NaN))).toThrow(RangeError);
  });
});
