import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ValidationFailedError } from '../errors/domain-errors.js';
import { decodeCursor, encodeCursor } from './list-cursor.js';

const ID = '0192d3a0-1234-7abc-8def-0123456789ab';

const tokenOf = (text: string): string => Buffer.from(text).toString('base64url');

const fieldsRefusing = (cursor: string): string[] => {
  try {
    decodeCursor(cursor);
    return [];
  } catch (error) {
    if (error instanceof ValidationFailedError) return (error.details ?? []).map((d) => d.field);
    throw error;
  }
};

describe('a cursor of a list', () => {
  it('leads back to its position', () => {
    const times = fc.date({
      min: new Date(0),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(times, fc.uuid(), (timestamp, id) => {
        expect(decodeCursor(encodeCursor({ timestamp, id }))).toEqual({ timestamp, id });
      }),
    );
  });

  it('is safe in a URL and short enough for the query', () => {
    const cursor = encodeCursor({ timestamp: new Date('9999-12-31'), id: randomUUID() });
    expect(cursor).toMatch(/^[\w-]{1,200}$/);
  });

  it.each([
    ['empty', ''],
    ['text', 'hello'],
    ['a bare id', ID],
    ['an id in base64', tokenOf(ID)],
    ['no id', tokenOf('1758191400000_')],
    ['no time', tokenOf(`_${ID}`)],
    ['a time that is no number', tokenOf(`now_${ID}`)],
    ['a negative time', tokenOf(`-1_${ID}`)],
    ['a time beyond all dates', tokenOf(`9999999999999999_${ID}`)],
    ['an id that is no UUID', tokenOf('1758191400000_event-1')],
    ['an id in capitals', tokenOf(`1758191400000_${ID.toUpperCase()}`)],
    ['SQL', tokenOf(`1758191400000_' OR 1=1 --`)],
  ])('that is %s is refused by name', (_what, cursor) => {
    expect(fieldsRefusing(cursor)).toEqual(['cursor']);
  });

  it('is never read from garbage', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (garbage) => {
        expect(() => decodeCursor(garbage)).toThrow(ValidationFailedError);
        expect(() => decodeCursor(tokenOf(garbage))).toThrow(ValidationFailedError);
      }),
    );
  });
});
