import { comparableRequestId } from '@trailmark/contracts';
import { exceptionType } from './exception.js';
import { cut, toldDuration, toldNumber, toldText } from './told.js';

type Json = Record<string, unknown>;

const API_REQUEST = 'api_request';
const API_ERROR = 'api_error';
const SLOW_REQUEST = 'slow_request';
const EXCEPTION = '$exception';

/** Milliseconds beyond which a request is slow that does not tell its own threshold. */
const THRESHOLD_MS = 1000;

const MAX_STATUS = 999;

/** What of an event has a column, so that nothing need be looked up in its properties to count it. */
export interface Classification {
  sessionId: string | null;
  requestId: string | null;
  isRequest: boolean;
  isError: boolean;
  isSlow: boolean;
  /** Of errors only. */
  errorType: string | null;
  endpoint: string | null;
  method: string | null;
  statusCode: number | null;
  /** A request's response time, a slow request's duration. */
  durationMs: number | null;
  /** Of requests and slow requests only. */
  thresholdMs: number | null;
}

const statusOf = (properties: Json): number | null => {
  const status = toldNumber(properties.status_code);
  return status !== null && Number.isInteger(status) && status >= 0 && status <= MAX_STATUS
    ? status
    : null;
};

const errorTypeOf = (event: string, properties: Json): string | null => {
  const told = toldText(properties.error_type);
  if (told !== null) return told;
  if (event === EXCEPTION) return exceptionType(properties) ?? 'exception';
  return event === API_ERROR ? API_ERROR : null;
};

type Timing = Pick<Classification, 'isRequest' | 'isSlow' | 'durationMs' | 'thresholdMs'>;

/** A slow request that does not tell how long it took took its threshold at least. */
const timingOf = (event: string, properties: Json): Timing => {
  const isRequest = event === API_REQUEST;
  if (!isRequest && event !== SLOW_REQUEST) {
    return { isRequest, isSlow: false, durationMs: null, thresholdMs: null };
  }
  const thresholdMs = toldDuration(properties.threshold_ms) ?? THRESHOLD_MS;
  const responseMs = toldDuration(properties.response_time_ms);
  if (isRequest) {
    const isSlow = responseMs !== null && responseMs > thresholdMs;
    return { isRequest, isSlow, durationMs: responseMs, thresholdMs };
  }
  const durationMs = toldDuration(properties.duration_ms) ?? responseMs ?? thresholdMs;
  return { isRequest, isSlow: true, durationMs, thresholdMs };
};

const column = (text: string | null, max: number): string | null => text && cut(text, max);

const requestIdIn = ({ request_id }: Json): string | null => {
  const told = column(toldText(request_id), 200);
  return told && comparableRequestId(told);
};

/** Which figures an event counts for. */
export const classify = (event: string, properties: Json): Classification => {
  const errorType = errorTypeOf(event, properties);
  return {
    sessionId: column(toldText(properties.$session_id), 200),
    requestId: requestIdIn(properties),
    ...timingOf(event, properties),
    isError: errorType !== null,
    errorType: column(errorType, 255),
    endpoint: column(toldText(properties.endpoint), 255),
    method: column(toldText(properties.method), 32),
    statusCode: statusOf(properties),
  };
};

/** Statuses below this are successes. */
export const FIRST_FAILURE = 400;
