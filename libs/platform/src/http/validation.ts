import { ValidationPipe } from '@nestjs/common';
import { FieldError } from '@trailmark/contracts';
import { ValidationError } from 'class-validator';
import { ValidationFailedError } from '../errors/domain-errors.js';

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

/** Turns queries, paths and RPC payloads into DTOs; an unknown or wrong field is refused by name. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    ...VALIDATOR_OPTIONS,
    transform: true,
    exceptionFactory: (errors) => new ValidationFailedError(fieldErrors(errors)),
  });
