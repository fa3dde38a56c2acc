const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * One text for equal JSON values, whatever the order of their keys and however a database spells their
 * numbers: keys sorted by UTF-16 code units, no white space, as RFC 8785 has it.
 * @param value as JSON.parse gives it.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([a], [b]) => compare(a, b))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
};
