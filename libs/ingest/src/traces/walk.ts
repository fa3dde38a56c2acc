/** Left out, as opposed to a `null` that was sent. */
export const GONE = Symbol('gone');

/** Only browsers call themselves so; it is a user agent under whatever key. */
const BROWSER = 'Mozilla/';

export const isAgent = (text: string): boolean => text.startsWith(BROWSER);

/** A value with its texts and objects, also those of lists, as they are kept. */
export const within = (
  value: unknown,
  ofText: (text: string) => unknown,
  ofObject: (json: object) => unknown,
): unknown => {
  if (typeof value === 'string') return ofText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return ofObject(value);
  const kept = value.map((one) => within(one, ofText, ofObject));
  const changed = kept.some((one, index) => !Object.is(one, value[index]));
  return changed ? kept.filter((one) => one !== GONE) : value;
};

/** An object with its entries as they are kept; itself when all are kept as they are. */
export const entriesOf = <T extends object>(
  json: T,
  keep: (key: string, value: unknown) => unknown,
): T => {
  const given = json as Record<string, unknown>;
  const keys = Object.keys(json);
  // A copy is begun at the first entry that changes: most objects have none.
  let entries: [string, unknown][] | null = null;
  keys.forEach((key, index) => {
    const value = given[key];
    const kept = keep(key, value);
    if (!Object.is(kept, value)) entries ??= keys.slice(0, index).map((one) => [one, given[one]]);
    if (kept !== GONE) entries?.push([key, kept]);
  });
  return entries ? (Object.fromEntries(entries) as T) : json;
};
