const STEP_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

type Step = 'hour' | 'day' | 'week';

const mondayBefore = (day: string): string => {
  const at = new Date(day);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
};

/** What a zone calls the hour, day or week of an instant, asked of Intl alone: for recounts. */
export const localKey = (zone: string, step: Step): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    timeZoneName: 'longOffset',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    const day = `${part('year')}-${part('month')}-${part('day')}`;
    if (step === 'week') return mondayBefore(day);
    const offset = part('timeZoneName').slice('GMT'.length) || '+00:00';
    return step === 'day' ? day : `${day}T${part('hour')}:00:00${offset}`;
  };
};

/** How a series of a period is stepped: hourly up to a day, daily up to 90 days, weekly beyond. */
const stepOf = (lengthMs: number): Step => {
  if (lengthMs <= DAY_MS) return 'hour';
  return lengthMs <= 90 * DAY_MS ? 'day' : 'week';
};

/** A slow and obvious series: every name between two instants, with what happened under it. */
export const localSeries = <T extends { at: number }>(
  rows: T[],
  { from, to, zone }: { from: number; to: number; zone: string },
): [key: string, rows: T[]][] => {
  const keyOf = localKey(zone, stepOf(to - from));
  const series = new Map<string, T[]>();
  for (let at = from; at < to; at += STEP_MS) series.set(keyOf(at), []);
  series.set(keyOf(to - 1), []);
  for (const row of rows) {
    if (row.at >= from && row.at < to) series.get(keyOf(row.at))?.push(row);
  }
  return [...series];
};
