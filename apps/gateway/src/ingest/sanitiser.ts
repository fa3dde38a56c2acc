import { Injectable } from '@nestjs/common';
import { FieldError, MAX_JSON_BYTES, MAX_JSON_DEPTH, MAX_JSON_KEYS } from '@trailmark/contracts';
import { remembered } from '@trailmark/platform';
import { GatewayConfig } from '../config.js';

const REDACTED = '[redacted]';
const FORBIDDEN_KEYS = new Set(['__proto__', 'prototype', 'constructor']);
const LINES = '\t\n\r';

/** Bounds of one free JSON value, and what to do about keys that mean something to JavaScript. */
export interface JsonLimits {
  bytes: number;
  depth: number;
  keys: number;
  forbiddenKeys: 'refuse' | 'remove';
}

const API_LIMITS: JsonLimits = {
  bytes: MAX_JSON_BYTES,
  depth: MAX_JSON_DEPTH,
  keys: MAX_JSON_KEYS,
  forbiddenKeys: 'refuse',
};

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

const CONTROL = new RegExp(`(?![${LINES}])\\p{Cc}`, 'gu');

/** Text without control characters (line breaks and tabs stay) and without half characters. */
export const cleanText = (text: string): string => text.toWellFormed().replace(CONTROL, '');

/** Of a clean text with quotes and what separates it: no UTF-16 unit of it takes more than three bytes. */
const mostBytesOf = (text: string): number => 3 * text.length + 3;

/** The longest number with its comma, or the brackets of a list or an object. */
const MOST_BYTES_OF_OTHERS = 26;

const nameOf = (key: string): string => key.toLowerCase().replace(/[-_\s]/g, '');

/** Cleans what clients send: one pass over the parsed JSON, nothing of it kept by reference. */
@Injectable()
export class Sanitiser {
  private readonly isSecret: (key: string) => boolean;

  constructor(config: GatewayConfig) {
    const secrets = config.redactedKeys.map(nameOf);
    this.isSecret = remembered((key) => secrets.some((secret) => nameOf(key).endsWith(secret)), {
      maxAnswers: 5000,
    });
  }

  /**
   * @param jsonFields fields that hold free JSON: bounded in size, depth and keys, secrets redacted.
   */
  sanitise(
    item: object,
    jsonFields: readonly string[],
    limits: JsonLimits = API_LIMITS,
  ): Sanitised {
    const problems: FieldError[] = [];
    const tooLarge: FieldError[] = [];
    const value: Json = {};
    for (const [field, raw] of Object.entries(item) as [string, unknown][]) {
      if (FORBIDDEN_KEYS.has(field) || field in Object.prototype) {
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
