/** One thing that was told, when (`DATETIME(6)` text) and by which event. */
export interface Told {
  value: unknown;
  at: string;
  by: string;
}

/** What was told of one property: the latest `set`, which wins, and the earliest `once`. */
export interface ToldProperty {
  set?: Told;
  once?: Told;
}

/**
 * What is known of a person. Joining is associative, commutative and idempotent, so that it does not
 * matter in which order, in which batches or how often events come.
 */
export type PersonProperties = Record<string, ToldProperty>;

/** Bounds of what is kept: properties with the longest names and values go. */
const MAX_PROPERTIES = 256;
const MAX_NAME = 200;
const MAX_VALUE = 4096;

const EMAIL = 'email';
const MAX_EMAIL = 320;

const isBefore = (one: Told, other: Told): boolean =>
  one.at < other.at || (one.at === other.at && one.by < other.by);

const laterOf = (one?: Told, other?: Told): Told | undefined =>
  one && other ? (isBefore(one, other) ? other : one) : (one ?? other);

const earlierOf = (one?: Told, other?: Told): Told | undefined =>
  one && other ? (isBefore(other, one) ? other : one) : (one ?? other);

const joinedProperty = (one: ToldProperty, other: ToldProperty): ToldProperty => {
  const set = laterOf(one.set, other.set);
  const once = earlierOf(one.once, other.once);
  return { ...(set && { set }), ...(once && { once }) };
};

/** The e-mail address is always kept; of too many others those that sort first. */
const byRank = (a: string, b: string): number =>
  Number(b === EMAIL) - Number(a === EMAIL) || (a < b ? -1 : 1);

/** What all of them tell together. */
export const joined = (all: Iterable<PersonProperties>): PersonProperties => {
  const properties = new Map<string, ToldProperty>();
  for (const one of all) {
    for (const [name, told] of Object.entries(one)) {
      properties.set(name, joinedProperty(properties.get(name) ?? {}, told));
    }
  }
  const names = [...properties.keys()].toSorted(byRank).slice(0, MAX_PROPERTIES);
  return Object.fromEntries(names.map((name) => [name, properties.get(name) ?? {}]));
};

const isKept = ([name, value]: [string, unknown]): boolean =>
  name.length <= MAX_NAME && value !== undefined && JSON.stringify(value).length <= MAX_VALUE;

/** What one event tells. */
export const toldBy = (
  event: { id: string; timestamp: string },
  kind: 'set' | 'once',
  values: Record<string, unknown> | null,
): PersonProperties => {
  const told = (value: unknown): Told => ({ value, at: event.timestamp, by: event.id });
  return Object.fromEntries(
    Object.entries(values ?? {})
      .filter(isKept)
      .map(([name, value]) => [name, { [kind]: told(value) }]),
  );
};

/** An address as it is compared: without regard to case. Null: it can be nobody's. */
export const normalEmail = (value: unknown): string | null => {
  const email = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return email !== '' && [...email].length <= MAX_EMAIL ? email : null;
};

export const emailOf = (properties: PersonProperties): string | null => {
  const told = properties[EMAIL];
  return normalEmail((told?.set ?? told?.once)?.value);
};

export const isEmpty = (properties: PersonProperties): boolean =>
  Object.keys(properties).length === 0;
