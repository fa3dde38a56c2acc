/** An event as a test puts it in; `timestamp` is ISO 8601 and may have microseconds. */
export interface FakeEvent {
  uuid: string;
  event: string;
  distinct_id: string;
  timestamp: string;
  properties?: Record<string, unknown>;
}

/** The same with the instant as a number that compares: microseconds since 1970. */
export interface FakeRow {
  uuid: string;
  event: string;
  distinctId: string;
  micros: bigint;
  properties: Record<string, unknown>;
}

/** Of an ISO 8601 instant. */
export const epochMicros = (iso: string): bigint => {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? '';
  const seconds = Date.parse(iso.replace(/\.\d+/, ''));
  if (Number.isNaN(seconds)) throw new Error(`${iso} is no instant`);
  return BigInt(seconds) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
};

/** As PostHog writes it for a project whose clocks are so many minutes ahead of UTC. */
export const isoWithOffset = (micros: bigint, offsetMinutes: number): string => {
  const local = new Date(Number(micros / 1_000_000n) * 1000 + offsetMinutes * 60_000);
  const fraction = (micros % 1_000_000n).toString().padStart(6, '0');
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${local.toISOString().slice(0, 19)}.${fraction}${offsetMinutes === 0 ? 'Z' : zone}`;
};
