/** What one statement carries at most, well below any server's packet size. */
const MAX_ROWS = 1000;
const MAX_CHARACTERS = 2_000_000;

/** Rows in parts that fit one statement each; `sizeOf` counts a row's characters, roughly. */
export function* chunksOf<T>(rows: readonly T[], sizeOf: (row: T) => number = () => 0) {
  let chunk: T[] = [];
  let size = 0;
  for (const row of rows) {
    const next = sizeOf(row);
    if (chunk.length === MAX_ROWS || (chunk.length > 0 && size + next > MAX_CHARACTERS)) {
      yield chunk;
      [chunk, size] = [[], 0];
    }
    chunk.push(row);
    size += next;
  }
  if (chunk.length > 0) yield chunk;
}
