import { Injectable } from '@nestjs/common';
import { Access } from '@trailmark/auth';
import { MAX_BATCH_ITEMS } from '@trailmark/contracts';
import { FactIntake, NewFact } from '@trailmark/ingest';
import {
  DomainError,
  MAX_DETAILS,
  PayloadTooLargeError,
  ValidationFailedError,
} from '@trailmark/platform';
import { GatewayConfig } from '../config.js';
import { FactKind, RecordableItem } from './fact-kind.js';
import { TrackingGate } from '../tracking/tracking-gate.js';
import { Checked, ItemChecker } from './item-checker.js';
import { droppedFor, failedWith, ItemOutcome, outcomeOf } from './item-outcome.js';

export interface RecordOptions {
  access: Access;
  requestId: string;
  /** The client does not want to wait for the commit. */
  async: boolean;
  /** The sender asks not to be tracked. */
  doNotTrack: boolean;
}

/**
 * Turns what clients send into facts: checks each item, leaves out what its user does not want
 * recorded, then hands the rest on together.
 */
@Injectable()
export class Recorder {
  constructor(
    private readonly checker: ItemChecker,
    private readonly gate: TrackingGate,
    private readonly intake: FactIntake,
    private readonly config: GatewayConfig,
  ) {}

  /** @throws DomainError saying what is wrong with the item, or UNAVAILABLE. */
  async recordOne<T extends RecordableItem>(
    kind: FactKind<T>,
    body: unknown,
    options: RecordOptions,
  ): Promise<ItemOutcome> {
    const checked = this.checker.check(kind, body, options.access, '');
    if (!checked.ok) throw checked.error;
    const [outcome] = await this.settle(kind, [checked.item], options);
    if (!outcome) throw new Error('an item was lost');
    if (outcome.error) throw DomainError.fromBody(outcome.error);
    return outcome;
  }

  /**
   * Records a list of items; one bad item does not hold up the others.
   * @param name the field of the body that holds the list.
   * @throws DomainError when the list itself is malformed, no item is good, or the stream is away.
   */
  async recordMany<T extends RecordableItem>(
    kind: FactKind<T>,
    body: unknown,
    name: string,
    options: RecordOptions,
  ): Promise<ItemOutcome[]> {
    const checked = listIn(body, name).map((raw, index) =>
      this.checker.check(kind, raw, options.access, `${name}.${index}.`),
    );
    const good = checked.flatMap((one) => (one.ok ? [one.item] : []));
    if (good.length === 0) throw allFailed(checked);
    const settled = await this.settle(kind, good, options);
    return checked.map((one) =>
      one.ok ? (settled.shift() as ItemOutcome) : failedWith(one.error),
    );
  }

  private async settle<T extends RecordableItem>(
    kind: FactKind<T>,
    items: T[],
    options: RecordOptions,
  ): Promise<ItemOutcome[]> {
    const judged = this.gate.judge(kind, items, options.doNotTrack);
    const kept = judged.flatMap((one) => (one.kept ? [one.item] : []));
    const taken = kept.length > 0 ? await this.take(kind, kept, options) : [];
    return judged.map((one) =>
      one.kept ? (taken.shift() as ItemOutcome) : droppedFor(one.reason),
    );
  }

  private async take<T extends RecordableItem>(
    kind: FactKind<T>,
    items: T[],
    { requestId, async }: RecordOptions,
  ): Promise<ItemOutcome[]> {
    const facts = items.map((item): NewFact<T> => ({
      key: kind.keyOf(item),
      user_id: item.user_id,
      body: item,
    }));
    const waitMs = async ? 0 : this.config.ingestWaitMs;
    const results = await this.intake.take(kind.stream, facts, { requestId, waitMs });
    return results.map(outcomeOf);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listIn = (body: unknown, name: string): unknown[] => {
  const { [name]: list, ...others } = isObject(body) ? body : {};
  const wrong = Object.keys(others)
    .slice(0, MAX_DETAILS)
    .map((field) => ({ field, message: `property ${field} should not exist` }));
  if (!Array.isArray(list) || list.length === 0) {
    wrong.push({ field: name, message: `${name} must be a list of at least one item` });
  }
  if (wrong.length > 0) throw new ValidationFailedError(wrong);
  const items = list as unknown[];
  if (items.length > MAX_BATCH_ITEMS) {
    throw new PayloadTooLargeError(`${name} must not have more than ${MAX_BATCH_ITEMS} items.`);
  }
  return items;
};

/** One error for a batch without a single good item: of their common kind, naming every field. */
const allFailed = <T>(checked: Checked<T>[]): DomainError => {
  const errors = checked.flatMap((one) => (one.ok ? [] : [one.error]));
  const [first] = errors;
  const details = errors.flatMap((error) => error.details ?? []).slice(0, MAX_DETAILS);
  return first && errors.every((error) => error.code === first.code)
    ? new DomainError(first.code, first.message, details)
    : new ValidationFailedError(details, 'No item is valid.');
};
