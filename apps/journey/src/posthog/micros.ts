/**
 * Instants with microseconds, as text: `YYYY-MM-DD hh:mm:ss.ffffff` in UTC, which compares as the instants do. A Date would
 * lose what is below the millisecond, and with it the place where a page ends.
 */
export type Micros = string;

const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;

const fromEpochMs = (ms: number): string => new Date(ms).toISOString().replace('T', ' ');

/** Of an ISO 8601 instant, whatever its offset; without one it is UTC. Null when it is none. */
export const microsFrom = (text: string): Micros | null => {
  const [, day, time, fraction = '', zone = 'Z'] = INSTANT.exec(text) ?? [];
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const seconds = Date.parse(`${day}T${time}${offset}`);
  if (Number.isNaN(seconds)) return null;
  return `${fromEpochMs(seconds).slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}`;
};

export const microsOf = (date: Date): Micros => `${fromEpochMs(date.getTime()).slice(0, 23)}000`;

/** ISO 8601, as PostHog reads it without asking for the project's time zone. */
export const isoOf = (micros: Micros): string => `${micros.replace(' ', 'T')}Z`;

export const minusMs = (micros: Micros, ms: number): Micros => {
  const milliseconds = Date.parse(`${micros.slice(0, 23).replace(' ', 'T')}Z`);
  return fromEpochMs(milliseconds - ms).slice(0, 23) + micros.slice(23);
};
