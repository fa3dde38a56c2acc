import fc from 'fast-check';
import { FACT_STREAMS, userToken } from './streams.js';

describe('userToken', () => {
  it('is one harmless subject token, different for different users', () => {
    const wellFormed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 });
    fc.assert(
      fc.property(wellFormed, (userId) => {
        expect(userToken(userId)).toMatch(/^[\w-]+$/);
        expect(Buffer.from(userToken(userId), 'base64url').toString()).toBe(userId);
      }),
    );
  });

  it('keeps the case apart', () => {
    expect(userToken('User_1')).not.toBe(userToken('user_1'));
  });
});

describe('FACT_STREAMS', () => {
  it('share no name and no subject', () => {
    const subjects = FACT_STREAMS.flatMap(({ record, recorded, dead }) => [record, recorded, dead]);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(new Set(FACT_STREAMS.map(({ name }) => name)).size).toBe(FACT_STREAMS.length);
  });

  it('keep their dead letters under the dead-letter subjects', () => {
    for (const { dead } of FACT_STREAMS) expect(dead).toMatch(/^dead\./);
  });
});
