import { ValidateBy, ValidationOptions } from 'class-validator';

/** Length as the database counts it: in Unicode code points, whatever they look like together. */
const codePoints = (text: string): number => Array.from(text).length;

/** Text of `min` to `max` code points, both included. */
export const CodePoints = (
  min: number,
  max: number,
  options?: ValidationOptions,
): PropertyDecorator =>
  ValidateBy(
    {
      name: 'codePoints',
      validator: {
        validate: (value) => {
          if (typeof value !== 'string' || value.length < min) return false;
          return value.length <= max || codePoints(value) <= max;
        },
        defaultMessage: () => `$property must be ${min} to ${max} characters long`,
      },
    },
    options,
  );
