import { traceOf } from './trace-names.js';
import { entriesOf, GONE, isAgent, within } from './walk.js';

const stripped = (value: unknown): unknown =>
  within(value, (text) => (isAgent(text) ? GONE : text), withoutTraces);

/** Free JSON without anything that tells from where, and with what, somebody came, however coarse. */
export const withoutTraces = <T extends object>(json: T): T =>
  entriesOf(json, (key, value) => (traceOf(key) === null ? stripped(value) : GONE));
