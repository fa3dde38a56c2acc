type Json = Record<string, unknown>;

/** Longer than any request; what is beyond is no duration, and would spoil every sum. */
const LONGEST_MS = 1e10;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text that says something, without white space at its ends; a number as text. */
export const toldText = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.toWellFormed().trim() || null : null;
};

/** A number, also as text: PostHog hands out properties as text at times. */
export const toldNumber = (value: unknown): number | null => {
  const text = toldText(value);
  const number = text === null ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
};

/** Milliseconds. */
export const toldDuration = (value: unknown): number | null => {
  const number = toldNumber(value);
  return number !== null && number >= 0 && number <= LONGEST_MS ? number : null;
};

/** A list, also as JSON text; anything else is an empty one. */
export const toldList = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('[')) return [];
  try {
    return toldList(JSON.parse(value));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
};

/** The first `max` characters, as the database counts them. */
export const cut = (text: string, max: number): string =>
  text.length <= max ? text : [...text].slice(0, max).join('').trimEnd();

const HALF_CHARACTER = /(\\\\)|\\ud[89a-f][\da-f]{2}/gi;

/** JSON text that every database takes: half characters, which JSON can spell, are replaced. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    HALF_CHARACTER,
    (_found, backslash?: string) => backslash ?? '\ufffd',
  );
