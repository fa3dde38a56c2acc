import { ITEM_STATUSES, type ItemStatus } from '@trailmark/contracts';
import { type Answer, type Outcome, postponed, settled } from './answer.js';

/** Statuses of an overload or an outage that passes. */
const PASSING: readonly number[] = [429, 502, 503, 504];

const get = (value: unknown, key: string): unknown => Reflect.get(Object(value) as object, key);

const isStatus = (value: unknown): value is ItemStatus =>
  ITEM_STATUSES.some((status) => status === value);

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** `Retry-After` in milliseconds: a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(ms, 0);
}

/** Code, message and the first wrong field of an error body. */
function errorText(error: unknown): string | null {
  const message = text(get(error, 'message'));
  if (message === null) return null;
  const details: unknown = get(error, 'details');
  const field = text(get(Array.isArray(details) ? details[0] : null, 'message'));
  return `${text(get(error, 'code')) ?? 'error'}: ${message}${field ? ` (${field})` : ''}`;
}

function outcomeOf(result: unknown): Outcome | null {
  const status = get(result, 'status');
  if (!isStatus(status)) return null;
  return { status, why: errorText(get(result, 'error')) ?? text(get(result, 'reason')) };
}

const isRefused = (result: unknown) => get(get(result, 'error'), 'code') === 'UNAVAILABLE';

function perItem<T>(records: readonly T[], results: readonly unknown[]): Answer<T> | null {
  const outcomes = results.map(outcomeOf);
  if (results.length !== records.length || outcomes.includes(null)) return null;
  return {
    outcomes: outcomes.filter(
      (outcome, index) => outcome !== null && !isRefused(results[index]),
    ) as Outcome[],
    open: records.filter((_, index) => isRefused(results[index])),
    reason: 'the gateway could not take some of the events',
    waitMs: null,
  };
}

/** What an HTTP answer says of each record. Of an answer that is none of Trailmark's, all have failed. */
export function readAnswer<T>(
  records: readonly T[],
  { status, headers, ok }: Response,
  body: unknown,
): Answer<T> {
  if (PASSING.includes(status)) {
    return postponed(records, `the gateway answers ${status}`, retryAfterMs(headers));
  }
  const data = get(body, 'data');
  const results = get(data, 'results') ?? [data];
  const answer = ok && Array.isArray(results) ? perItem(records, results) : null;
  if (answer) return answer;
  const why = errorText(get(body, 'error')) ?? 'the answer is not that of a Trailmark gateway';
  return settled(records.map(() => ({ status: 'failed', why: `${status} ${why}` })));
}
