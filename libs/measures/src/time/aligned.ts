import { MINUTE_MS } from './duration.js';
import type { Interval } from './interval.js';

/** A quarter of an hour of UTC, in milliseconds: the days and hours of every time zone in use begin on one. */
export const SLOT_MS = 15 * MINUTE_MS;

/** When the slot began that an instant lies in. */
export function slotAt(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / SLOT_MS) * SLOT_MS);
}

/** An interval, cut into the steps that lie wholly in it and what is left at its ends. */
export interface Aligned {
  /** `null` when no whole step lies in the interval. */
  readonly whole: Interval | null;
  /** At most two, oldest first, none empty, each within one step. */
  readonly edges: readonly Interval[];
}

/**
 * Cuts an interval at the steps of `stepMs` milliseconds, which begin on multiples of it since 1970 in UTC: what was counted by
 * step answers for the whole ones, the rest is read as it happened.
 */
export function alignedTo(stepMs: number, interval: Interval): Aligned {
  const stepOf = (at: Date) => new Date(Math.floor(at.getTime() / stepMs) * stepMs);
  return cut(interval, stepOf, (step) => new Date(step.getTime() + stepMs));
}

/** Cuts an interval at the calendar months of UTC, as `alignedTo` does at steps of equal length. */
export function alignedToMonths(interval: Interval): Aligned {
  return cut(
    interval,
    (at) => monthStart(at, 0),
    (month) => monthStart(month, 1),
  );
}

function monthStart(at: Date, offset: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1));
}

/** @param stepOf when the step began that an instant lies in; `next` the step after a step's begin. */
function cut(
  { from, to }: Interval,
  stepOf: (at: Date) => Date,
  next: (step: Date) => Date,
): Aligned {
  const begun = stepOf(from);
  const first = begun < from ? next(begun) : begun;
  const end = stepOf(to);
  if (first > end) return { whole: null, edges: [{ from, to }].filter(isNotEmpty) };
  const edges = [
    { from, to: first },
    { from: end, to },
  ].filter(isNotEmpty);
  const whole = { from: first, to: end };
  return { whole: isNotEmpty(whole) ? whole : null, edges };
}

function isNotEmpty({ from, to }: Interval): boolean {
  return from < to;
}
