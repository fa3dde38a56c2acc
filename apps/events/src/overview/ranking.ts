import { unpadded } from '../derived/fold.js';

/** Something by name, and how often. */
export interface NameCount {
  name: string;
  count: number;
}

const byName = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Adds up counts of the same name; what comes to nothing is left out. Most first, then by name. */
export const ranked = (counts: NameCount[]): NameCount[] => {
  const sums = new Map<string, number>();
  for (const { name, count } of counts) {
    const key = unpadded(name);
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return [...sums]
    .map(([name, count]) => ({ name, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || byName(a.name, b.name));
};
