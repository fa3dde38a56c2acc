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

type MakeCheck = (constraints: unknown[]) => DirectCheck | null;

const CHECKS = new Map<string | undefined, MakeCheck>([
  [IS_STRING, () => isString],
  [IS_OBJECT, () => isObject],
  [
    IS_IN,
    ([values]) =>
      (value) =>
        isIn(value, values as unknown[]),
  ],
  [MATCHES, matching],
]);

/**
 * The check behind one of the commonest decorators, to be called without the arguments that
 * class-validator puts together for each call: they cost more than the check. Null for any other.
 */
export const directCheck = ({ name, constraints }: Constraint): DirectCheck | null =>
  CHECKS.get(name)?.(constraints) ?? null;
