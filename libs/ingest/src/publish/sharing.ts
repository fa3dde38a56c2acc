import { Parcel } from './packed-message.js';

/** A parcel of more facts or characters has a message to itself. */
const SMALL_FACTS = 10;
const SMALL_CHARACTERS = 16 * 1024;

/** Bounds of a shared message: what a service commits at once without waiting for more. */
const MAX_FACTS = 200;
const MAX_CHARACTERS = 64 * 1024;

const charactersOf = ({ facts }: Parcel): number =>
  facts.reduce((sum, fact) => sum + fact.length, 0);

/** Whether a parcel is small enough to go with others. */
export const mayShare = (parcel: Parcel): boolean =>
  parcel.facts.length <= SMALL_FACTS && charactersOf(parcel) <= SMALL_CHARACTERS;

/**
 * Takes from the front what goes into one message, at least one parcel.
 * @param waiting not empty.
 */
export const loadOf = <T extends Parcel>(waiting: T[]): [T, ...T[]] => {
  let facts = 0;
  let characters = 0;
  const over = waiting.findIndex((parcel) => {
    facts += parcel.facts.length;
    characters += charactersOf(parcel);
    return facts > MAX_FACTS || characters > MAX_CHARACTERS;
  });
  const count = over === -1 ? waiting.length : Math.max(over, 1);
  return waiting.splice(0, count) as [T, ...T[]];
};
