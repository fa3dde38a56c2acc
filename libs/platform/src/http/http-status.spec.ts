import { ERROR_CODES } from '@trailmark/contracts';
import { codeForStatus, HTTP_STATUS } from './http-status.js';

describe('HTTP_STATUS', () => {
  it.each([
    ['VALIDATION_ERROR', 400],
    ['UNAUTHORIZED', 401],
    ['FORBIDDEN', 403],
    ['NOT_FOUND', 404],
    ['CONFLICT', 409],
    ['PAYLOAD_TOO_LARGE', 413],
    ['UNSUPPORTED_MEDIA_TYPE', 415],
    ['RATE_LIMITED', 429],
    ['INTERNAL_ERROR', 500],
    ['UPSTREAM_ERROR', 502],
    ['UNAVAILABLE', 503],
  ] as const)('%s answers %i, and %i reads as it again', (code, status) => {
    expect(HTTP_STATUS[code]).toBe(status);
    expect(codeForStatus(status)).toBe(code);
  });

  it('has a status of its own for every code', () => {
    expect(Object.keys(HTTP_STATUS).sort()).toEqual([...ERROR_CODES].sort());
    expect(new Set(Object.values(HTTP_STATUS)).size).toBe(ERROR_CODES.length);
  });
});

describe('codeForStatus', () => {
  it.each([405, 406, 414, 422])("takes an unknown %i for the client's fault", (status) => {
    expect(codeForStatus(status)).toBe('VALIDATION_ERROR');
  });

  it.each([501, 504, 599])('takes an unknown %i for our own', (status) => {
    expect(codeForStatus(status)).toBe('INTERNAL_ERROR');
  });
});
