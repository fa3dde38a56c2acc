import { Injectable } from '@nestjs/common';
import { Access } from '@trailmark/auth';
import { FieldError } from '@trailmark/contracts';
import {
  DomainError,
  fieldErrors,
  ForbiddenError,
  MAX_DETAILS,
  PayloadTooLargeError,
  ValidationFailedError,
  VALIDATOR_OPTIONS,
} from '@trailmark/platform';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { FactKind, RecordableItem } from './fact-kind.js';
import { Sanitiser } from './sanitiser.js';

/** An item that may be recorded, or why not. */
export type Checked<T> = { ok: true; item: T } | { ok: false; error: DomainError };

/** Everything an item must pass before it becomes a fact. */
@Injectable()
export class ItemChecker {
  constructor(private readonly sanitiser: Sanitiser) {}

  /** @param prefix put before every field's path, such as `events.3.` */
  check<T extends RecordableItem>(
    kind: FactKind<T>,
    raw: unknown,
    access: Access,
    prefix: string,
  ): Checked<T> {
    try {
      return { ok: true, item: this.pass(kind, raw, access, prefix) };
    } catch (error) {
      if (error instanceof DomainError) return { ok: false, error };
      throw error;
    }
  }

  private pass<T extends RecordableItem>(
    kind: FactKind<T>,
    raw: unknown,
    access: Access,
    prefix: string,
  ): T {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      const field = prefix.slice(0, -1) || 'body';
      throw new ValidationFailedError([{ field, message: `${field} must be an object` }]);
    }
    const { value, problems, tooLarge } = this.sanitiser.sanitise(raw, kind.jsonFields);
    const item = plainToInstance(kind.dto, value);
    const wrong = [
      ...problems.map(({ field, message }) => ({ field: `${prefix}${field}`, message })),
      ...fieldErrors(validateSync(item, VALIDATOR_OPTIONS), prefix),
      ...wrongKeys(kind, item, prefix),
    ];
    if (wrong.length > 0) throw new ValidationFailedError(wrong.slice(0, MAX_DETAILS));
    if (tooLarge.length > 0) {
      const details = tooLarge.map(({ field, message }) => ({
        field: `${prefix}${field}`,
        message,
      }));
      throw new PayloadTooLargeError('A field is too large.', details);
    }
    if (!access.reaches(item.user_id)) {
      const field = `${prefix}user_id`;
      throw new ForbiddenError('You may only record your own data.', [
        { field, message: `${field} must be your own id` },
      ]);
    }
    return kind.anonymise(item);
  }
}

const KNOWN_KEYS_ONLY = { ...VALIDATOR_OPTIONS, whitelist: false, forbidNonWhitelisted: false };

/** What is wrong with the keys that a kind knows in its free JSON, by dotted path. */
const wrongKeys = <T extends RecordableItem>(
  { knownKeys = {} }: FactKind<T>,
  item: T,
  prefix: string,
): FieldError[] =>
  Object.entries<(new () => object) | undefined>(knownKeys).flatMap(([field, known]) => {
    const value: unknown = item[field as keyof T];
    if (!known || typeof value !== 'object' || value === null) return [];
    const shaped = Object.assign(new known(), value);
    return fieldErrors(validateSync(shaped, KNOWN_KEYS_ONLY), `${prefix}${field}.`);
  });
