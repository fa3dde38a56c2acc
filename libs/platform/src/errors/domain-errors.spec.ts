import { ERROR_CODES } from '@trailmark/contracts';
import {
  DomainError,
  ForbiddenError,
  hasCode,
  NotFoundError,
  PayloadTooLargeError,
  UnauthorizedError,
  UnavailableError,
  ValidationFailedError,
} from './domain-errors.js';

const details = [{ field: 'events.0.user_id', message: 'must be your own id' }];

describe('domain errors', () => {
  it.each([
    [new ValidationFailedError(details), 'VALIDATION_ERROR', 'ValidationFailedError'],
    [new UnauthorizedError(), 'UNAUTHORIZED', 'UnauthorizedError'],
    [new ForbiddenError('no'), 'FORBIDDEN', 'ForbiddenError'],
    [new NotFoundError('no'), 'NOT_FOUND', 'NotFoundError'],
    [new PayloadTooLargeError('no'), 'PAYLOAD_TOO_LARGE', 'PayloadTooLargeError'],
    [new UnavailableError('no'), 'UNAVAILABLE', 'UnavailableError'],
  ] as const)('%s has the code %s and its own name', (error, code, name) => {
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toBeInstanceOf(Error);
    expect(error.code).toBe(code);
    expect(error.name).toBe(name);
    expect(error.message).not.toBe('');
  });

  it.each(ERROR_CODES)('%s crosses the wire and keeps code, message and details', (code) => {
    const body = new DomainError(code, 'It went wrong.', details).toBody();
    const received = DomainError.fromBody(JSON.parse(JSON.stringify(body)) as typeof body);
    expect(received).toBeInstanceOf(DomainError);
    expect(received.toBody()).toEqual({ code, message: 'It went wrong.', details });
  });

  it('have no details on the wire when there are none', () => {
    expect(new NotFoundError('Gone.').toBody()).toEqual({ code: 'NOT_FOUND', message: 'Gone.' });
  });

  it('keep their cause to themselves', () => {
    const cause = new Error('connect ECONNREFUSED db:3306');
    const error = new UnavailableError('The database cannot be reached.', { cause });
    expect(error.cause).toBe(cause);
    expect(JSON.stringify(error.toBody())).not.toContain('3306');
  });
});

describe('hasCode', () => {
  it('knows an error by its code, thrown here or received', () => {
    expect(hasCode(new UnavailableError('away'), 'UNAVAILABLE')).toBe(true);
    const received = DomainError.fromBody({ code: 'UNAVAILABLE', message: 'away' });
    expect(hasCode(received, 'UNAVAILABLE')).toBe(true);
  });

  it.each([new NotFoundError('x'), { code: 'UNAVAILABLE' }, new Error('UNAVAILABLE'), null])(
    'is false for %p',
    (error) => {
      expect(hasCode(error, 'UNAVAILABLE')).toBe(false);
    },
  );
});
