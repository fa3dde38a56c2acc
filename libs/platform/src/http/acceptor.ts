import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, IS_OPTIONAL, type ValidationArguments } from 'class-validator';
import { directCheck } from './direct-check.js';

/** Whether a plain object is one that a DTO class takes, without saying what is wrong with it. */
export type Acceptor = (value: object) => boolean;

type Dto = new () => object;
type Check = (value: unknown, object: object) => boolean;
type Metadata = ReturnType<
  ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']
>[number];

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A constraint's validators, found once instead of at every value. */
const constraintOf = (dto: Dto, metadata: Metadata): Check => {
  const { constraints, propertyName: property, each } = metadata;
  const direct = each ? null : directCheck(metadata);
  if (direct) return direct;
  const validators = getMetadataStorage()
    .getTargetValidatorConstraints(metadata.constraintCls)
    .map(({ instance }) => instance);
  const { name: targetName } = dto;
  const validate = (value: unknown, object: object): boolean => {
    const facts: ValidationArguments = { targetName, property, object, value, constraints };
    for (const validator of validators) if (validator.validate(value, facts) !== true) return false;
    return true;
  };
  if (!each) return validate;
  return (value, object) =>
    Array.isArray(value) && value.every((element) => validate(element, object));
};

/** Of a property's own class, which only class-transformer knows. */
const nestedOf = (dto: Dto, { propertyName }: Metadata): Check => {
  const probe = plainToInstance(dto, { [propertyName]: {} });
  const nested = (Reflect.get(probe, propertyName) as object).constructor as Dto;
  const accepts = compileAcceptor(nested);
  return (value) =>
    value === undefined ||
    (Array.isArray(value)
      ? value.every((element) => isObject(element) && accepts(element))
      : isObject(value) && accepts(value));
};

/** A decorator that only class-validator itself can follow. */
class NotCompilableError extends Error {
  constructor(dto: Dto, { propertyName }: Metadata, what: string) {
    super(`${dto.name}.${propertyName}: ${what} is not compiled`);
  }
}

const checkOf = (dto: Dto, metadata: Metadata): Check => {
  const { type, validateIf } = metadata;
  if (validateIf) throw new NotCompilableError(dto, metadata, 'validateIf');
  switch (type) {
    case 'customValidation':
      return constraintOf(dto, metadata);
    case 'nestedValidation':
      return nestedOf(dto, metadata);
    default:
      throw new NotCompilableError(dto, metadata, type);
  }
};

/**
 * All that a property's decorators ask; a condition such as `IsOptional` that fails lets it pass. Its loops
 * make no functions, which for each property of each item would be a third of the garbage.
 */
const propertyCheck = (dto: Dto, all: Metadata[]): Check => {
  const conditional = all.filter(({ type }) => type === 'conditionalValidation');
  const isOptional = conditional.some(({ name }) => name === IS_OPTIONAL);
  const conditions = conditional
    .filter(({ name }) => name !== IS_OPTIONAL)
    .map(({ constraints }) => constraints[0] as (object: object, value: unknown) => boolean);
  const checks = all
    .filter(({ type }) => type !== 'conditionalValidation')
    .map((metadata) => checkOf(dto, metadata));
  return (value, object) => {
    if (isOptional && (value === undefined || value === null)) return true;
    for (const applies of conditions) if (!applies(object, value)) return true;
    for (const check of checks) if (!check(value, object)) return false;
    return true;
  };
};

interface AcceptorOptions {
  /** Keys without a property are let pass instead of refused. */
  unknownKeys?: boolean;
}

/**
 * Compiles a DTO's class-validator decorators into one function: what it accepts is what `validateSync`
 * finds no error in, at a fraction of its cost. Values must need no transformation.
 * @throws Error for a decorator that it does not know.
 */
export const compileAcceptor = (
  dto: Dto,
  { unknownKeys = false }: AcceptorOptions = {},
): Acceptor => {
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(dto, '', false, false);
  const checks = Object.entries(storage.groupByPropertyName(all)).map(([property, metadatas]) => ({
    property,
    check: propertyCheck(dto, metadatas),
  }));
  const known = new Set(checks.map(({ property }) => property));
  return (value) => {
    if (!unknownKeys && !Object.keys(value).every((key) => known.has(key))) return false;
    // `Reflect.get` would cost as much as the checks themselves.
    const fields = value as Record<string, unknown>;
    for (const { property, check } of checks) if (!check(fields[property], value)) return false;
    return true;
  };
};

/** The same for a class that may have decorators which are not known here; null then. */
export const acceptorIfCompilable = (dto: Dto): Acceptor | null => {
  try {
    return compileAcceptor(dto);
  } catch (error) {
    if (error instanceof NotCompilableError) return null;
    throw error;
  }
};
