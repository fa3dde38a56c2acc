import { Injectable } from '@nestjs/common';
import { Access } from '@trailmark/auth';
import { FieldError } from '@trailmark/contracts';
import {
  DomainError,
  ForbiddenError,
  MAX_DETAILS,
  PayloadTooLargeError,
  ValidationFailedError,
} from '@trailmark/platform';
import { FactKind, RecordableItem } from './fact-kind.js';
import { ItemValidation } from './item-validation.js';
import { Json, Sanitiser } from './sanitiser.js';

/** An item that may be recorded, or why not. */
export type Checked<T> = { ok: true; item: T } | { ok: false; error: DomainError };

/** Everything an item must pass before it becomes a fact. */
@Injectable()
export class ItemChecker {
  private readonly validation = new ItemValidation();

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
    const item = this.read(kind, value, problems, prefix);
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

  private read<T extends RecordableItem>(
    kind: FactKind<T>,
    value: Json,
    problems: FieldError[],
    prefix: string,
  ): T {
    if (problems.length === 0 && this.validation.accepts(kind, value)) return value as unknown as T;
    const { item, wrong } = this.validation.read(kind, value, prefix);
    const all = [
      ...problems.map(({ field, message }) => ({ field: `${prefix}${field}`, message })),
      ...wrong,
    ];
    if (all.length > 0) throw new ValidationFailedError(all.slice(0, MAX_DETAILS));
    return item;
  }
}
