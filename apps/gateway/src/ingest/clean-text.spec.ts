import fc from 'fast-check';
import { cleanText, isCleanText } from './clean-text.js';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0x17f }).map((code) => String.fromCharCode(code)) }),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', '\ud7ff', '\ue000', 'a') }),
);

/** Character by character. */
const simplyCleaned = (text: string): string =>
  Array.from(text)
    .filter((character) => /[\t\n\r]/.test(character) || !/\p{Cc}/u.test(character))
    .map((character) => (/\p{Cs}/u.test(character) ? '\ufffd' : character))
    .join('');

describe('cleanText', () => {
  it('removes control characters and replaces half ones, and nothing else', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(cleanText(text)).toBe(simplyCleaned(text));
        expect(isCleanText(text)).toBe(simplyCleaned(text) === text);
      }),
      { numRuns: 2000 },
    );
  });
});
