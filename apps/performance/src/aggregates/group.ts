/** Items under one key. */
export interface Group<K extends (string | Date)[], T> {
  key: K;
  items: T[];
}

const text = (part: string | Date): string => (part instanceof Date ? part.toISOString() : part);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Groups in the order of their keys: writers that take rows in one order do not deadlock. */
export const groupSorted = <K extends (string | Date)[], T>(
  items: Iterable<T>,
  keyOf: (item: T) => K,
): Group<K, T>[] => {
  const groups = new Map<string, Group<K, T>>();
  for (const item of items) {
    const key = keyOf(item);
    const slot = JSON.stringify(key.map(text));
    const group = groups.get(slot);
    if (group) group.items.push(item);
    else groups.set(slot, { key, items: [item] });
  }
  return [...groups].sort(([a], [b]) => compare(a, b)).map(([, group]) => group);
};
