import { daysBetween } from '@trailmark/measures';
import { ValidationFailedError } from '@trailmark/platform';

/** @throws ValidationFailedError when the days, both included, are upside down or too many. */
export const assertSpan = (from: string, to: string, maxDays: number): void => {
  const days = daysBetween(from, to) + 1;
  if (days >= 1 && days <= maxDays) return;
  throw new ValidationFailedError([
    { field: 'to', message: `to must be 0 to ${maxDays - 1} days after from` },
  ]);
};
