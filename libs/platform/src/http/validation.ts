import { ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { FieldError } from '@trailmark/contracts';
import { ValidationError, ValidatorOptions } from 'class-validator';
import { ValidationFailedError } from '../errors/domain-errors.js';
import { Acceptor, acceptorIfCompilable } from './acceptor.js';

/** Most wrong fields one error names. */
export const MAX_DETAILS = 100;

const flatten = (error: ValidationError, prefix: string): FieldError[] => {
  const field = `${prefix}${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
  const nested = (error.children ?? []).flatMap((child) => flatten(child, `${field}.`));
  return [...own, ...nested];
};

/** Every wrong field with its dotted path, at most a hundred of them. */
export const fieldErrors = (errors: ValidationError[], prefix = ''): FieldError[] =>
  errors.flatMap((error) => flatten(error, prefix)).slice(0, MAX_DETAILS);

export const VALIDATOR_OPTIONS = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: true,
  validationError: { target: false, value: false },
} as const;

/** Deeper values are refused before they are turned into anything: that goes down level by level. */
const MAX_DEPTH = 32;

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part)));

type Dto = new () => object;

/** By class; null: its declarations are only class-validator's to follow. */
const acceptors = new WeakMap<Dto, Acceptor | null>();

const acceptorOf = (dto: Dto): Acceptor | null => {
  let found = acceptors.get(dto);
  if (found === undefined) {
    found = acceptorIfCompilable(dto);
    acceptors.set(dto, found);
  }
  return found;
};

/**
 * Nest's own, for values of a bounded depth. Compiled declarations let what is right pass; whatever they
 * do not accept is class-validator's to judge.
 */
class BoundedValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (this.toValidate(metadata) && isDeeperThan(MAX_DEPTH, value)) {
      const message = `must not be nested more than ${MAX_DEPTH} levels deep`;
      throw new ValidationFailedError([{ field: metadata.type, message }]);
    }
    return super.transform(value, metadata);
  }

  protected override validate(
    instance: object,
    options?: ValidatorOptions,
  ): Promise<ValidationError[]> | ValidationError[] {
    const accepts = acceptorOf(instance.constructor as Dto);
    return accepts?.(instance) ? [] : super.validate(instance, options);
  }
}

/** Turns queries, paths and RPC payloads into DTOs; an unknown or wrong field is refused by name. */
export const validationPipe = (): ValidationPipe =>
  new BoundedValidationPipe({
    ...VALIDATOR_OPTIONS,
    transform: true,
    exceptionFactory: (errors) => new ValidationFailedError(fieldErrors(errors)),
  });
