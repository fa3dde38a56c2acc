/** Slow and obvious restatements that the specs compare with; nothing here shares code with the sources. */

const MINUTE = 60_000;

/** A zone's wall clock, asked of Intl field by field. */
export function wallClock(zone: string): (at: number) => { day: string; hour: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    return {
      day: `${part('year')}-${part('month')}-${part('day')}`,
      hour: part('hour'),
    };
  };
}

/** Every local day between two instants with its first minute, found by walking minute by minute. */
export function walkDays(zone: string, from: string, to: string): Map<string, number> {
  const clock = wallClock(zone);
  const firstMinutes = new Map<string, number>();
  for (let at = Date.parse(from); at < Date.parse(to); at += MINUTE) {
    const { day } = clock(at);
    if (!firstMinutes.has(day)) firstMinutes.set(day, at);
  }
  return firstMinutes;
}

/** The instants at which the local hour's number changes, found by walking minute by minute. */
export function walkHourChanges(zone: string, from: string, to: string): number[] {
  const clock = wallClock(zone);
  const changes: number[] = [];
  let before = clock(Date.parse(from) - MINUTE);
  for (let at = Date.parse(from); at < Date.parse(to); at += MINUTE) {
    const now = clock(at);
    if (now.hour !== before.hour || now.day !== before.day) changes.push(at);
    before = now;
  }
  return changes;
}

/** The smallest value that at least the fraction `q` of the values do not exceed, by trying each. */
export function naivePercentile(values: readonly number[], q: number): number {
  const enough = (limit: number) =>
    values.filter((value) => value <= limit).length >= q * values.length - 1e-9;
  return Math.min(...values.filter(enough));
}

/** A value, not negative, rounded in its decimal text: half up, as it is when that has too many digits to be exact. */
export function naiveRound(value: number, digits: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const steps = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  return Number.isSafeInteger(steps) ? Number(`${steps}e-${digits}`) : value;
}
