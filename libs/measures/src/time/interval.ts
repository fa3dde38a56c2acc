/** The instants from `from` up to but not including `to`. */
export interface Interval {
  readonly from: Date;
  readonly to: Date;
}

/** The interval's length in elapsed milliseconds. */
export function lengthOf({ from, to }: Interval): number {
  return to.getTime() - from.getTime();
}

/** The equally long (in elapsed time) interval that ends where this one starts. */
export function previousOf(interval: Interval): Interval {
  const { from } = interval;
  return { from: new Date(from.getTime() - lengthOf(interval)), to: from };
}

/** Whether the instant lies in `[from, to)`. */
export function contains({ from, to }: Interval, instant: Date): boolean {
  return from <= instant && instant < to;
}
