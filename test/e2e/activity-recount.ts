import { TestSchema } from '@trailmark/testing';

interface Row {
  id: Buffer;
  timestamp: Date;
  activity_type: string;
  activity_category: string;
  severity: string;
  description: string;
  details: unknown;
  tags: unknown;
}

const HOUR_MS = 3_600_000;

const json = (column: unknown): unknown =>
  typeof column === 'string' ? JSON.parse(column) : column;

const dayIn = (zone: string): ((at: Date) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => format.format(at);
};

const tally = (values: string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

/** Every day on the zone's clocks between two instants, found by looking at each quarter of an hour. */
const daysBetween = (from: Date, to: Date, zone: string): string[] => {
  const dayOf = dayIn(zone);
  const days = new Set<string>();
  for (let at = from.getTime(); at < to.getTime(); at += HOUR_MS / 4) days.add(dayOf(new Date(at)));
  days.add(dayOf(new Date(to.getTime() - 1)));
  return [...days];
};

/** What a summary should say, from the raw rows alone; no code and no SQL of the product. */
export const recount = async (
  schema: TestSchema,
  userId: string,
  { from, to, zone }: { from: Date; to: Date; zone: string },
) => {
  const all = await schema.query<Row>('SELECT * FROM activity_logs WHERE user_id = ?', [userId]);
  const rows = all.filter(({ timestamp }) => timestamp >= from && timestamp < to);
  const results = rows
    .map((row) => (json(row.details) as { result?: unknown } | null)?.result)
    .filter((result) => typeof result === 'string');
  const good = results.filter((result) => result === 'success').length;
  const perDay = tally(rows.map(({ timestamp }) => dayIn(zone)(timestamp)));
  const newest = rows.sort(
    (a, b) => b.timestamp.getTime() - a.timestamp.getTime() || Buffer.compare(b.id, a.id),
  );
  return {
    total: rows.length,
    types: tally(rows.map((row) => row.activity_type)),
    categories: tally(rows.map((row) => row.activity_category)),
    severities: tally(rows.map((row) => row.severity)),
    tags: tally(rows.flatMap((row) => [...new Set((json(row.tags) as string[] | null) ?? [])])),
    success_rate: results.length === 0 ? null : Math.round((good / results.length) * 1e4) / 1e4,
    security_events: rows.filter(
      (row) =>
        row.activity_category === 'security' ||
        ['authentication', 'authorization'].includes(row.activity_type),
    ).length,
    recent: newest.slice(0, 10).map((row) => row.id.toString('hex')),
    series: daysBetween(from, to, zone).map((date) => ({ date, value: perDay[date] ?? 0 })),
  };
};
