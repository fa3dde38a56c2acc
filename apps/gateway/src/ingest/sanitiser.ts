import { Injectable } from '@nestjs/common';
import { FieldError } from '@trailmark/contracts';
import { remembered } from '@trailmark/platform';
import { GatewayConfig } from '../config.js';
import { cleanText, isCleanText } from './clean-text.js';
import { isHarmless } from './harmless.js';
import {
  API_LIMITS,
  FORBIDDEN_KEYS,
  JsonLimits,
  MOST_BYTES_OF_OTHERS,
  mostBytesOf,
} from './json-limits.js';

const REDACTED = '[redacted]';

/** What no field may be named. */
const RESERVED_NAMES = new Set([
  ...FORBIDDEN_KEYS,
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** What one item looks like once cleaned; `tooLarge` problems are of size, the others of shape. */
export interface Sanitised {
  value: Json;
  problems: FieldError[];
  tooLarge: FieldError[];
}

interface Walk {
  limits: JsonLimits;
  problems: FieldError[];
  keys: number;
  /** The cleaned value's JSON has no more than these. */
  mostBytes: number;
  redact: boolean;
}

/** A parsed JSON object. */
export type Json = Record<string, unknown>;

const nameOf = (key: string): string => key.toLowerCase().replace(/[-_\s]/g, '');

/**
 * Cleans what clients send. An item that needs it is rebuilt, in one pass over the parsed JSON; another is
 * handed on as it came, which costs a third.
 */
@Injectable()
export class Sanitiser {
  private readonly isSecret: (key: string) => boolean;
  private readonly isPlainKey: (key: string) => boolean;

  constructor(config: GatewayConfig) {
    const secrets = config.redactedKeys.map(nameOf);
    this.isSecret = remembered((key) => secrets.some((secret) => nameOf(key).endsWith(secret)), {
      maxAnswers: 5000,
    });
    this.isPlainKey = remembered(
      (key) => isCleanText(key) && !FORBIDDEN_KEYS.has(key) && !this.isSecret(key),
      { maxAnswers: 5000 },
    );
  }

  /**
   * @param jsonFields fields that hold free JSON: bounded in size, depth and keys, secrets redacted.
   */
  sanitise(
    item: object,
    jsonFields: readonly string[],
    limits: JsonLimits = API_LIMITS,
  ): Sanitised {
    const given = item as Json;
    return this.isClean(given, jsonFields, limits)
      ? { value: given, problems: [], tooLarge: [] }
      : this.rebuilt(given, jsonFields, limits);
  }

  private isClean(item: Json, jsonFields: readonly string[], limits: JsonLimits): boolean {
    return Object.keys(item).every((field) => {
      const value = item[field];
      if (RESERVED_NAMES.has(field)) return false;
      if (jsonFields.includes(field)) return isHarmless(value, this.isPlainKey, limits);
      return typeof value === 'string'
        ? isCleanText(value)
        : isHarmless(value, this.isPlainKey, { ...limits, keys: Infinity, bytes: Infinity });
    });
  }

  private rebuilt(item: Json, jsonFields: readonly string[], limits: JsonLimits): Sanitised {
    const problems: FieldError[] = [];
    const tooLarge: FieldError[] = [];
    const value: Json = {};
    for (const [field, raw] of Object.entries(item)) {
      if (RESERVED_NAMES.has(field)) {
        problems.push({ field, message: `${field} is not allowed as a key` });
        continue;
      }
      const free = jsonFields.includes(field);
      const walk: Walk = { limits, problems, keys: 0, mostBytes: 0, redact: free };
      value[field] = this.clean(raw, field, 0, walk);
      if (free) tooLarge.push(...oversize(field, value[field], walk));
    }
    return { value, problems, tooLarge };
  }

  private clean(value: unknown, path: string, depth: number, walk: Walk): unknown {
    if (typeof value === 'string') {
      const text = cleanText(value);
      walk.mostBytes += mostBytesOf(text);
      return text;
    }
    walk.mostBytes += MOST_BYTES_OF_OTHERS;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      walk.problems.push({ field: path, message: `${path} must be a finite number` });
      return null;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (depth === walk.limits.depth) {
      const message = `${path} is nested deeper than ${walk.limits.depth} levels`;
      walk.problems.push({ field: path, message });
      return null;
    }
    if (Array.isArray(value)) {
      return value.map((element, index) =>
        this.clean(element, `${path}.${index}`, depth + 1, walk),
      );
    }
    return this.cleanObject(value as Json, path, depth, walk);
  }

  private cleanObject(value: Json, path: string, depth: number, walk: Walk): Json {
    const cleaned: Json = {};
    for (const [rawKey, element] of Object.entries(value)) {
      const key = cleanText(rawKey);
      const field = `${path}.${key}`;
      walk.keys += 1;
      walk.mostBytes += mostBytesOf(key);
      if (FORBIDDEN_KEYS.has(key)) {
        if (walk.limits.forbiddenKeys === 'remove') continue;
        walk.problems.push({ field, message: `${key} is not allowed as a key` });
      } else {
        const secret = walk.redact && this.isSecret(key);
        cleaned[key] = this.clean(secret ? REDACTED : element, field, depth + 1, walk);
      }
    }
    return cleaned;
  }
}

const oversize = (
  field: string,
  value: unknown,
  { keys, mostBytes, limits }: Walk,
): FieldError[] => {
  const problems: FieldError[] = [];
  if (keys > limits.keys) {
    problems.push({ field, message: `${field} has more than ${limits.keys} keys` });
  }
  // Counting exactly costs a serialisation, and what is nowhere near the limit needs none.
  if (mostBytes > limits.bytes && Buffer.byteLength(JSON.stringify(value)) > limits.bytes) {
    problems.push({ field, message: `${field} is larger than ${limits.bytes} bytes of JSON` });
  }
  return problems;
};
