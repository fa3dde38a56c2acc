import { Classification, classify } from './classification.js';

type Case = [string, string, Record<string, unknown>, Partial<Classification>];

const NOTHING = { isRequest: false, isError: false, isSlow: false };
const REQUEST = { ...NOTHING, isRequest: true };
const ERROR = { ...NOTHING, isError: true };
const SLOW = { ...NOTHING, isSlow: true };

describe('classify', () => {
  it.each<Case>([
    ['a click', 'click', { status_code: 500 }, { ...NOTHING, durationMs: null, thresholdMs: null }],
    [
      'a request',
      'api_request',
      { status_code: 200, response_time_ms: 45 },
      { ...REQUEST, statusCode: 200, durationMs: 45, thresholdMs: 1000 },
    ],
    [
      'a request told in text',
      'api_request',
      { status_code: ' 404 ', response_time_ms: '45.5' },
      { ...REQUEST, statusCode: 404, durationMs: 45.5 },
    ],
    ['a bare request', 'api_request', {}, { ...REQUEST, statusCode: null, durationMs: null }],
    ['a request at its threshold', 'api_request', { response_time_ms: 1000 }, REQUEST],
    [
      'a request over it',
      'api_request',
      { response_time_ms: 1000.5 },
      { ...REQUEST, isSlow: true },
    ],
    [
      'a request over its own threshold',
      'api_request',
      { response_time_ms: '51', threshold_ms: '50' },
      { ...REQUEST, isSlow: true, thresholdMs: 50 },
    ],
    [
      'a request under its own threshold',
      'api_request',
      { response_time_ms: 4000, threshold_ms: 5000 },
      REQUEST,
    ],
    [
      'a request that failed with an error type',
      'api_request',
      { status_code: 502, error_type: 'gateway' },
      { ...REQUEST, isError: true, errorType: 'gateway' },
    ],
    [
      'a slow request',
      'slow_request',
      { duration_ms: '1250', threshold_ms: 800 },
      { ...SLOW, durationMs: 1250, thresholdMs: 800 },
    ],
    ['one that tells no duration', 'slow_request', {}, { ...SLOW, durationMs: 1000 }],
    ['an error', 'api_error', { error_type: 'x' }, { ...ERROR, errorType: 'x' }],
    ['an error without a type', 'api_error', {}, { ...ERROR, errorType: 'api_error' }],
    ['any event with an error type', 'form', { error_type: 'y' }, { ...ERROR, errorType: 'y' }],
    ['one with an empty error type', 'form', { error_type: ' ' }, NOTHING],
    ['one whose error type is null', 'form', { error_type: null }, NOTHING],
    [
      'an exception',
      '$exception',
      { $exception_list: [{ type: 'TypeError' }, { type: 'Cause' }], $exception_type: 'Old' },
      { ...ERROR, errorType: 'TypeError' },
    ],
    [
      'an exception whose list is text',
      '$exception',
      { $exception_list: '[{"type":"TypeError"}]' },
      { ...ERROR, errorType: 'TypeError' },
    ],
    [
      'an exception as it was told before',
      '$exception',
      { $exception_list: 'garbage [', $exception_type: 'Old' },
      { ...ERROR, errorType: 'Old' },
    ],
    [
      'an exception with an error type',
      '$exception',
      { $exception_list: [{ type: 'TypeError' }], error_type: 'mine' },
      { ...ERROR, errorType: 'mine' },
    ],
    ['a bare exception', '$exception', {}, { ...ERROR, errorType: 'exception' }],
    [
      'what is no exception’s list',
      '$exception',
      { $exception_list: [null] },
      { ...ERROR, errorType: 'exception' },
    ],
  ])('%s', (_case, event, properties, expected) => {
    expect(classify(event, properties)).toMatchObject(expected);
  });

  it.each([
    ['a negative time', { response_time_ms: -1 }],
    ['no number', { response_time_ms: 'fast' }],
    ['an infinite one', { response_time_ms: 'Infinity' }],
    ['an absurd one', { response_time_ms: 1e300 }],
    ['an object', { response_time_ms: { ms: 5 } }],
    ['an empty text', { response_time_ms: '' }],
    ['a flag', { response_time_ms: true }],
  ])('%s is no response time', (_case, properties) => {
    expect(classify('api_request', properties).durationMs).toBeNull();
  });

  it.each([[99_999], [-1], [200.5], ['OK'], [null]])('%s is no status', (status_code) => {
    expect(classify('api_request', { status_code }).statusCode).toBeNull();
  });

  it('cuts text to its column, by characters', () => {
    const told = classify('api_error', {
      endpoint: `/${'😀'.repeat(300)}`,
      error_type: 'e'.repeat(300),
      $session_id: 42,
      request_id: 'r\ud800',
    });
    expect(told).toMatchObject({
      endpoint: `/${'😀'.repeat(254)}`,
      errorType: 'e'.repeat(255),
      sessionId: '42',
      requestId: 'r\ufffd',
    });
  });
});
