import { Injectable } from '@nestjs/common';
import { FieldError, MAX_JSON_BYTES, MAX_JSON_DEPTH, MAX_JSON_KEYS } from '@trailmark/contracts';
import { GatewayConfig } from '../config.js';

const REDACTED = '[redacted]';
const FORBIDDEN_KEYS = new Set(['__proto__', 'prototype', 'constructor']);
const LINES = '\t\n\r';

/** What one item looks like once cleaned; `tooLarge` problems are of size, the others of shape. */
export interface Sanitised {
  value: unknown;
  problems: FieldError[];
  tooLarge: FieldError[];
}

interface Walk {
  problems: FieldError[];
  keys: number;
  redact: boolean;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CONTROL = new RegExp(`(?![${LINES}])\\p{Cc}`, 'gu');

/** Text without control characters (line breaks and tabs stay) and without half characters. */
const cleanText = (text: string): string => text.toWellFormed().replace(CONTROL, '');

const nameOf = (key: string): string => key.toLowerCase().replace(/[-_\s]/g, '');

/** Cleans what clients send: one pass over the parsed JSON, nothing of it kept by reference. */
@Injectable()
export class Sanitiser {
  private readonly secrets: string[];

  constructor(config: GatewayConfig) {
    this.secrets = config.redactedKeys.map(nameOf);
  }

  /**
   * @param jsonFields fields that hold free JSON: bounded in size, depth and keys, secrets redacted.
   */
  sanitise(item: unknown, jsonFields: readonly string[]): Sanitised {
    if (!isObject(item)) {
      return { value: item, problems: [], tooLarge: [] };
    }
    const problems: FieldError[] = [];
    const tooLarge: FieldError[] = [];
    const value: Json = {};
    for (const [field, raw] of Object.entries(item)) {
      if (FORBIDDEN_KEYS.has(field) || field in Object.prototype) {
        problems.push({ field, message: `${field} is not allowed as a key` });
        continue;
      }
      const free = jsonFields.includes(field);
      const walk: Walk = { problems, keys: 0, redact: free };
      value[field] = this.clean(raw, field, 0, walk);
      if (free) tooLarge.push(...oversize(field, value[field], walk));
    }
    return { value, problems, tooLarge };
  }

  private clean(value: unknown, path: string, depth: number, walk: Walk): unknown {
    if (typeof value === 'string') return cleanText(value);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      walk.problems.push({ field: path, message: `${path} must be a finite number` });
      return null;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (depth === MAX_JSON_DEPTH) {
      const message = `${path} is nested deeper than ${MAX_JSON_DEPTH} levels`;
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
      if (FORBIDDEN_KEYS.has(key)) {
        walk.problems.push({ field, message: `${key} is not allowed as a key` });
      } else {
        const secret = walk.redact && this.isSecret(key);
        cleaned[key] = secret ? REDACTED : this.clean(element, field, depth + 1, walk);
      }
    }
    return cleaned;
  }

  private isSecret(key: string): boolean {
    const name = nameOf(key);
    return this.secrets.some((secret) => name.endsWith(secret));
  }
}

const oversize = (field: string, value: unknown, { keys }: Walk): FieldError[] => {
  const problems: FieldError[] = [];
  if (keys > MAX_JSON_KEYS) {
    problems.push({ field, message: `${field} has more than ${MAX_JSON_KEYS} keys` });
  }
  if (value !== undefined && Buffer.byteLength(JSON.stringify(value)) > MAX_JSON_BYTES) {
    problems.push({ field, message: `${field} is larger than ${MAX_JSON_BYTES} bytes of JSON` });
  }
  return problems;
};
