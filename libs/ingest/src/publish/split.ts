/** Most bytes of facts in one message; well below any broker's payload limit. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/** No UTF-16 unit takes more bytes. Counting them takes longer than all else here, and is seldom needed. */
const MOST_BYTES_OF_UNIT = 3;

const fitSurely = (texts: readonly string[], maxBytes: number): boolean =>
  texts.reduce((sum, { length }) => sum + length, 0) * MOST_BYTES_OF_UNIT <= maxBytes;

/**
 * Cuts `texts` into consecutive runs that add up to at most `maxBytes` (UTF-8), at least one text to a
 * run.
 */
export const splitByBytes = (
  texts: readonly string[],
  maxBytes = MAX_MESSAGE_BYTES,
): string[][] => {
  if (texts.length > 0 && fitSurely(texts, maxBytes)) return [[...texts]];
  const runs: string[][] = [];
  let bytes = Infinity;
  for (const text of texts) {
    const size = Buffer.byteLength(text);
    if (bytes + size > maxBytes) {
      runs.push([]);
      bytes = 0;
    }
    runs.at(-1)?.push(text);
    bytes += size;
  }
  return runs;
};
