import fc from 'fast-check';
import { factId, MAX_FACTS_PER_MESSAGE, messageIdOf, newMessageId } from './fact-ids.js';

const UUID_V7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const indexes = fc.integer({ min: 0, max: MAX_FACTS_PER_MESSAGE - 1 });

const timeIn = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('newMessageId', () => {
  it('is a UUIDv7 of its time with the counter at zero', () => {
    fc.assert(
      fc.property(times, (at) => {
        const id = newMessageId(at);
        expect(id).toMatch(UUID_V7);
        expect(timeIn(id)).toBe(at);
        expect(id.slice(14, 18)).toBe('7000');
      }),
    );
  });

  it('takes the present when no time is given', () => {
    const before = Date.now();
    const at = timeIn(newMessageId());
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it('differs from every other of the same millisecond', () => {
    const ids = Array.from({ length: 2000 }, () => newMessageId(1_758_191_400_000));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(fc.uniqueArray(times, { minLength: 2, maxLength: 2 }), (pair) => {
        const [early, late] = pair.sort((a, b) => a - b);
        expect(newMessageId(early) < newMessageId(late)).toBe(true);
      }),
    );
  });
});

describe('factId', () => {
  it('is a UUIDv7 of the message’s time, and leads back to the message', () => {
    fc.assert(
      fc.property(times, indexes, (at, index) => {
        const messageId = newMessageId(at);
        const id = factId(messageId, index);
        expect(id).toMatch(UUID_V7);
        expect(timeIn(id)).toBe(at);
        expect(messageIdOf(id)).toBe(messageId);
      }),
    );
  });

  it('is never the message id itself, and counts from one after it', () => {
    const messageId = newMessageId();
    expect(factId(messageId, 0).slice(14, 18)).toBe('7001');
    expect(factId(messageId, MAX_FACTS_PER_MESSAGE - 1).slice(14, 18)).toBe('7fff');
    expect(messageIdOf(messageId)).toBe(messageId);
  });

  it('differs for, and sorts by, all indexes of one message', () => {
    const messageId = newMessageId();
    const ids = Array.from({ length: MAX_FACTS_PER_MESSAGE }, (_, index) =>
      factId(messageId, index),
    );
    expect(new Set([messageId, ...ids]).size).toBe(MAX_FACTS_PER_MESSAGE + 1);
    expect([messageId, ...ids].sort()).toEqual([messageId, ...ids]);
  });

  it('sorts before every fact of a later message', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), indexes, indexes, (at, one, other) => {
        const id = factId(newMessageId(at), one);
        expect(id < factId(newMessageId(at + 1), other)).toBe(true);
      }),
    );
  });

  it.each([-1, MAX_FACTS_PER_MESSAGE, MAX_FACTS_PER_MESSAGE + 1, Infinity, -Infinity])(
    'has no index %d',
    (index) => {
      expect(() => factId(newMessageId(), index)).toThrow(RangeError);
    },
  );
});
