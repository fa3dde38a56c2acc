import { ValidateBy, ValidationOptions } from 'class-validator';

/** Text without halves of characters, which no database takes. What is no text is others' concern. */
export const WellFormed = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'wellFormed',
      validator: {
        validate: (value) => typeof value !== 'string' || value.isWellFormed(),
        defaultMessage: () => '$property must be well-formed text',
      },
    },
    options,
  );
