import { ValidationFailedError } from './domain-errors.js';

const fieldOf = (error: RangeError): string | null =>
  'field' in error && typeof error.field === 'string' ? error.field : null;

/**
 * Runs `work`; a RangeError that names the field to blame (as the period rules of libs/measures
 * throw) becomes the client's error.
 * @throws ValidationFailedError for such an error; any other as it is.
 */
export const namingFields = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    const field = error instanceof RangeError ? fieldOf(error) : null;
    if (field === null) throw error;
    throw new ValidationFailedError([{ field, message: (error as RangeError).message }]);
  }
};
