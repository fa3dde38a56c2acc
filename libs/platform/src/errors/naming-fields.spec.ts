import { namingFields } from './naming-fields.js';
import { ValidationFailedError } from './domain-errors.js';

class FieldError extends RangeError {
  readonly field = 'timezone';
}

const failing = (error: Error) => () =>
  namingFields(() => {
    throw error;
  });

describe('namingFields', () => {
  it('answers what the rule answers', () => {
    expect(namingFields(() => 5)).toBe(5);
  });

  it('turns an error that names a field into a refusal of that field', () => {
    const details = [{ field: 'timezone', message: 'no such zone' }];
    try {
      failing(new FieldError('no such zone'))();
    } catch (error) {
      expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details });
    }
    expect.assertions(1);
  });

  it.each([new RangeError('no field'), Object.assign(new Error('no range'), { field: 'x' })])(
    'leaves %s as it is',
    (error) => {
      expect(failing(error)).toThrow(error);
      expect(failing(error)).not.toThrow(ValidationFailedError);
    },
  );
});
