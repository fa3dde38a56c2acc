/** Neighbouring links of a chain that a user's retention has removed, the first and the last included. */
export interface RemovedLinks {
  first: number;
  last: number;
  /** What the first continued. */
  previousHash: string;
  /** Of the last. */
  hash: string;
}

/** A link of which only this is kept. */
export interface RemovedLink {
  seq: number;
  previousHash: string;
  hash: string;
}

/** All of them in order, neighbours as one. Links that were removed before are not removed again. */
export const withRemoved = (
  known: readonly RemovedLinks[],
  links: readonly RemovedLink[],
): RemovedLinks[] => {
  const single = links.map(({ seq, previousHash, hash }): RemovedLinks => ({
    first: seq,
    last: seq,
    previousHash,
    hash,
  }));
  const merged: RemovedLinks[] = [];
  for (const next of [...known, ...single].toSorted((a, b) => a.first - b.first)) {
    const last = merged.at(-1);
    if (last && next.first === last.last + 1) {
      merged.splice(-1, 1, { ...last, last: next.last, hash: next.hash });
    } else merged.push(next);
  }
  return merged;
};
