/** Most bytes of facts in one message; well below any broker's payload limit. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/**
 * Cuts `texts` into consecutive runs that add up to at most `maxBytes` (UTF-8), at least one text to a
 * run.
 */
export const splitByBytes = (
  texts: readonly string[],
  maxBytes = MAX_MESSAGE_BYTES,
): string[][] => {
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
