import { IS_IN, IS_OBJECT, IS_STRING, isIn, isObject, isString, MATCHES } from 'class-validator';

type DirectCheck = (value: unknown) => boolean;

/** What a decorator of class-validator's has noted down. */
interface Constraint {
  name?: string;
  constraints: unknown[];
}

const matching = ([pattern]: unknown[]): DirectCheck | null => {
  if (!(pattern instanceof RegExp) || pattern.global || pattern.sticky) return null;
  return (value) => typeof value === 'string' && pattern.test(value);
};

/**
 * The check behind one of the commonest decorators, to be called without the arguments that
 * class-validator puts together for each call: they cost more than the check. Null for any other.
 */
export const directCheck = ({ name, constraints }: Constraint): DirectCheck | null => {
  switch (name) {
    case IS_STRING:
      return isString;
    case IS_OBJECT:
      return isObject;
    case IS_IN:
      return (value) => isIn(value, constraints[0] as unknown[]);
    case MATCHES:
      return matching(constraints);
    default:
      return null;
  }
};
