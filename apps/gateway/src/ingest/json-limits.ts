import { MAX_JSON_BYTES, MAX_JSON_DEPTH, MAX_JSON_KEYS } from '@trailmark/contracts';

/** Bounds of one free JSON value, and what to do about keys that mean something to JavaScript. */
export interface JsonLimits {
  bytes: number;
  depth: number;
  keys: number;
  forbiddenKeys: 'refuse' | 'remove';
}

export const API_LIMITS: JsonLimits = {
  bytes: MAX_JSON_BYTES,
  depth: MAX_JSON_DEPTH,
  keys: MAX_JSON_KEYS,
  forbiddenKeys: 'refuse',
};

/** Keys that mean something to JavaScript. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
  '__proto__',
  'prototype',
  'constructor',
]);

/** Of a clean text with quotes and what separates it: no UTF-16 unit of it takes more than three bytes. */
export const mostBytesOf = (text: string): number => 3 * text.length + 3;

/** The longest number with its comma, or the brackets of a list or an object. */
export const MOST_BYTES_OF_OTHERS = 26;
