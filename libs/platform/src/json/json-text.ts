/**
 * A value as JSON text, to be sent on without being read: what is stored as JSON goes out as it lies
 * there. `T` is what it would read as.
 */
export class JsonText<T> {
  /** @param text well-formed JSON of a T; nobody checks it again. */
  constructor(readonly text: string) {}

  /** Whatever else writes it writes the same, only slowly. */
  toJSON(): T {
    return JSON.parse(this.text) as T;
  }
}

type Part<T> = T extends readonly unknown[]
  ? Composed<T>
  : T extends object
    ? JsonText<T> | Composed<T>
    : T;

/** A value in which some objects are JSON text already. */
export type Composed<T> = T extends readonly (infer U)[]
  ? Part<U>[]
  : T extends object
    ? { [K in keyof T]: Part<T[K]> }
    : T;

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !('toJSON' in value);

/** Text that JSON writes as it is. */
const BARE = /^[ !#-[\]-~]*$/;

/** Most texts and keys are bare, and calling `JSON.stringify` for each takes longer than all else here. */
const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' && BARE.test(value) ? `"${value}"` : JSON.stringify(value);

/** Undefined: JSON has no such value. */
const written = (value: unknown): string | undefined => {
  if (value instanceof JsonText) return value.text;
  if (Array.isArray(value)) return `[${value.map((part) => written(part) ?? 'null').join(',')}]`;
  if (!isPlain(value)) return scalar(value);
  const members: string[] = [];
  for (const [key, part] of Object.entries(value)) {
    const text = written(part);
    if (text !== undefined) members.push(`${scalar(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
};

/** Writes a value as `JSON.stringify` does; parts that are text already go in as they are. */
export const jsonOf = <T extends object>(value: Composed<T>): JsonText<T> =>
  new JsonText(written(value) ?? 'null');
