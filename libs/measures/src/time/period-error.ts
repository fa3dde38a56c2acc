/** A period, day or time zone that a caller asked for and that cannot be used; `field` is its name on the wire. */
export class PeriodError extends RangeError {
  override readonly name = 'PeriodError';

  constructor(
    readonly field: 'time_period' | 'start_date' | 'end_date' | 'timezone',
    message: string,
  ) {
    super(message);
  }
}
