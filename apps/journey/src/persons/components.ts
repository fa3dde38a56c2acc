import { createHash } from 'node:crypto';
import { LinkFact } from './person-facts.js';

const ID_BYTES = 16;

const isBefore = (one: LinkFact, other: LinkFact): boolean =>
  one.at < other.at || (one.at === other.at && one.by < other.by);

/**
 * The links that count. An anonymous id belongs to whom it was identified as first: that it was later
 * somebody else's says that a device is shared, not that two people are one.
 */
const effective = (links: LinkFact[]): LinkFact[] => {
  const firsts = new Map<string, LinkFact>();
  for (const link of links.filter(({ kind }) => kind === 'identify')) {
    const first = firsts.get(link.linkedId);
    if (!first || isBefore(link, first)) firsts.set(link.linkedId, link);
  }
  return [...links.filter(({ kind }) => kind === 'alias'), ...firsts.values()];
};

/** Sets of ids that are one person each, sorted in themselves; every id is in one of them. */
export const componentsOf = (ids: Iterable<string>, links: LinkFact[]): string[][] => {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    if (root !== id) parents.set(id, root);
    return root;
  };
  for (const { linkedId, distinctId } of effective(links)) {
    const [one, other] = [rootOf(linkedId), rootOf(distinctId)];
    if (one !== other) parents.set(one, other);
  }
  const members = new Map<string, string[]>();
  for (const id of [...new Set(ids)].toSorted((a, b) => (a < b ? -1 : 1))) {
    const root = rootOf(id);
    const list = members.get(root);
    if (list) list.push(id);
    else members.set(root, [id]);
  }
  return [...members.values()];
};

/** A person's id follows from its distinct ids: the same whoever is first to find out. */
export const personIdOf = (component: readonly string[]): Buffer => {
  const [smallest = ''] = component;
  return createHash('sha256').update(smallest).digest().subarray(0, ID_BYTES);
};
