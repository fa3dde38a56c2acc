import { MAX_DISTINCT_ID } from '@trailmark/contracts';
import { cleanText } from '../ingest/clean-text.js';
import { isObject, Json } from './json.js';

const idText = (value: unknown): string => {
  if (typeof value === 'string') return cleanText(value);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
};

/** A distinct id as text of 1…200 characters, numbers among them; null for anything else. */
export const distinctId = (value: unknown): string | null => {
  const id = idText(value);
  return id.trim() === '' || Array.from(id).length > MAX_DISTINCT_ID ? null : id;
};

/** Whom an event is about: told on the event itself, or in its properties. */
export const distinctIdOf = (event: Json): string | null => {
  const properties = isObject(event.properties) ? event.properties : {};
  return distinctId(
    event.distinct_id ??
      event.$distinct_id ??
      properties.distinct_id ??
      properties.$distinct_id ??
      null,
  );
};

/** Ids that come of mistakes in the sending code, so that they are everybody's. As PostHog has them. */
const MISTAKES = new Set(['[object Object]', 'NaN', 'None', 'none', 'null', '0']);
const MISTAKES_IN_ANY_CASE = new Set([
  'anonymous',
  'guest',
  'distinctid',
  'distinct_id',
  'id',
  'not_authenticated',
  'email',
  'undefined',
  'true',
  'false',
]);

const QUOTED = /^(["'])(.*)\1$/s;

/** Whether an id can stand for one person: linking it would make one person of many. */
export const isLinkable = (id: string): boolean => {
  const bare = id.trim().replace(QUOTED, '$2');
  return bare !== '' && !MISTAKES.has(bare) && !MISTAKES_IN_ANY_CASE.has(bare.toLowerCase());
};
