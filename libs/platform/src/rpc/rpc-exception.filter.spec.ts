import { NotFoundError, ValidationFailedError } from '../errors/domain-errors.js';
import { toErrorBody } from './rpc-exception.filter.js';

describe('toErrorBody', () => {
  it('tells a domain error with its details', () => {
    const details = [{ field: 'page', message: 'page is wrong' }];
    expect(toErrorBody(new ValidationFailedError(details))).toEqual({
      code: 'VALIDATION_ERROR',
      message: 'The request is not valid.',
      details,
    });
    expect(toErrorBody(new NotFoundError('Gone.'))).toEqual({
      code: 'NOT_FOUND',
      message: 'Gone.',
    });
  });

  it.each([
    new Error('password is Qz7'),
    Object.assign(new Error('Qz7'), { code: 'NOT_FOUND' }),
    'Qz7',
    { code: 'FORBIDDEN', message: 'Qz7' },
    null,
    undefined,
  ])('says nothing of the cause of an unexpected %p', (error) => {
    const body = toErrorBody(error);
    expect(body.code).toBe('INTERNAL_ERROR');
    expect(JSON.stringify(body)).not.toContain('Qz7');
  });
});
