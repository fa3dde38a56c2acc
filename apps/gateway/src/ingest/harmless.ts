import { isCleanText } from './clean-text.js';
import { JsonLimits, MOST_BYTES_OF_OTHERS, mostBytesOf } from './json-limits.js';

/** What a value may still have, as it is walked through. */
interface Room {
  /** Levels of nesting. */
  depth: number;
  keys: number;
  bytes: number;
}

/** Whether a key may stand in free JSON as it is, and its value under it. */
type IsPlainKey = (key: string) => boolean;

/**
 * Whether cleaning would change nothing of a parsed JSON value and find nothing wrong with it, as of
 * nearly all that is sent. Where that would take a closer look the answer is no.
 */
export const isHarmless = (
  value: unknown,
  isPlainKey: IsPlainKey,
  { depth, keys, bytes }: Omit<JsonLimits, 'forbiddenKeys'>,
): boolean => {
  const room: Room = { depth, keys, bytes };
  return isPlain(value, isPlainKey, room) && room.keys >= 0 && room.bytes >= 0;
};

const isPlain = (value: unknown, isPlainKey: IsPlainKey, room: Room): boolean => {
  if (typeof value === 'string') {
    room.bytes -= mostBytesOf(value);
    return isCleanText(value);
  }
  room.bytes -= MOST_BYTES_OF_OTHERS;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (room.depth === 0) return false;
  room.depth -= 1;
  const plain = Array.isArray(value)
    ? value.every((element) => isPlain(element, isPlainKey, room))
    : hasPlainEntries(value as Record<string, unknown>, isPlainKey, room);
  room.depth += 1;
  return plain;
};

const hasPlainEntries = (
  value: Record<string, unknown>,
  isPlainKey: IsPlainKey,
  room: Room,
): boolean =>
  Object.keys(value).every((key) => {
    room.keys -= 1;
    room.bytes -= mostBytesOf(key);
    return isPlainKey(key) && isPlain(value[key], isPlainKey, room);
  });
