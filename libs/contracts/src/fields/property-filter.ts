import { ValidateBy } from 'class-validator';

const MAX_FILTERS = 10;
const MAX_VALUES = 20;
const MAX_TEXT = 255;

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_TEXT;

const isFilterValue = (value: unknown): boolean =>
  isText(value) || (Array.isArray(value) && value.length <= MAX_VALUES && value.every(isText));

const isPropertyFilter = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_FILTERS &&
    entries.every(([key, filter]) => key !== '' && isText(key) && isFilterValue(filter))
  );
};

/** `{key: value | values}`: a few short texts by property name. */
export const IsPropertyFilter = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPropertyFilter',
    validator: {
      validate: isPropertyFilter,
      defaultMessage: () =>
        `$property must be given as properties[key]=value, at most ${MAX_FILTERS} of them`,
    },
  });
