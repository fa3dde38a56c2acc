/** Most bytes of facts in one message; well below any broker's payload limit. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/**
 * Cuts `items` into consecutive runs whose items' JSON adds up to at most `maxBytes` (UTF-8), at
 * least one item to a run.
 */
export const splitByBytes = <T>(items: readonly T[], maxBytes = MAX_MESSAGE_BYTES): T[][] => {
  const runs: T[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item));
    if (bytes + size > maxBytes) {
      runs.push([]);
      bytes = 0;
    }
    runs.at(-1)?.push(item);
    bytes += size;
  }
  return runs;
};
