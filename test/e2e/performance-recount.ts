import { PerformanceOverview } from '@trailmark/contracts';

/** A measurement as the table has it, read by plain SQL. */
export interface RawMeasurement {
  user_id: string;
  at: number;
  page: string | null;
  load: number;
  score: number | null;
  ttfb: number | null;
  fcp: number | null;
  lcp: number | null;
  cls: number | null;
  fid: number | null;
  tbt: number | null;
  inp: number | null;
}

export const RAW_SQL = `
  SELECT user_id, ROUND(UNIX_TIMESTAMP(timestamp) * 1000) + 0e0 AS at, page, page_load_time + 0e0 AS \`load\`,
         performance_score + 0e0 AS score, time_to_first_byte + 0e0 AS ttfb,
         first_contentful_paint + 0e0 AS fcp, largest_contentful_paint + 0e0 AS lcp,
         cumulative_layout_shift + 0e0 AS cls, first_input_delay + 0e0 AS fid,
         total_blocking_time + 0e0 AS tbt, interaction_to_next_paint + 0e0 AS inp
    FROM performance_metrics WHERE user_id IN (?)`;

const DAY = 86_400_000;
const VITALS = ['load', 'ttfb', 'fcp', 'lcp', 'cls', 'fid', 'tbt', 'inp'] as const;
type Vital = (typeof VITALS)[number];

const LIMITS: Record<Vital, [good: number, poor: number, issue: string]> = {
  load: [3800, 7300, 'slow_page'],
  ttfb: [800, 1800, 'poor_ttfb'],
  fcp: [1800, 3000, 'poor_fcp'],
  lcp: [2500, 4000, 'poor_lcp'],
  cls: [0.1, 0.25, 'poor_cls'],
  fid: [100, 300, 'poor_fid'],
  tbt: [200, 600, 'poor_tbt'],
  inp: [200, 500, 'poor_inp'],
};

export const average = (values: (number | null)[]): number | null => {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return null;
  return there.reduce((sum, value) => sum + value, 0) / there.length;
};

/** The exact nearest-rank 75th percentile. */
export const exactP75 = (values: (number | null)[]): number | null => {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.75) - 1] ?? null;
};

const dateIn = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return (at: number) => format.format(at);
};

const trends = (rows: RawMeasurement[], from: number, to: number, zone: string) => {
  const dateOf = dateIn(zone);
  const days = new Set<string>();
  for (let at = from; at < to; at += 5 * 60_000) days.add(dateOf(at));
  days.add(dateOf(to - 1));
  return [...days].map((date) => {
    const onDay = rows.filter(({ at }) => dateOf(at) === date);
    return {
      date,
      average_load_time: average(onDay.map(({ load }) => load)),
      performance_score: average(onDay.map(({ score }) => score)),
    };
  });
};

const slowest = (rows: RawMeasurement[]) => {
  const pages = new Set(rows.flatMap(({ page }) => (page === null ? [] : [page])));
  return [...pages]
    .map((page) => {
      const loads = rows.filter((row) => row.page === page).map(({ load }) => load);
      return { page, average_load_time: average(loads) ?? 0, visits: loads.length };
    })
    .sort((a, b) => b.average_load_time - a.average_load_time)
    .slice(0, 10);
};

const p75If = (rows: RawMeasurement[], vital: Vital): number | null => {
  const values = rows.map((row) => row[vital]).filter((value) => value !== null);
  return values.length < 5 ? null : exactP75(values);
};

const judge = (vital: Vital, p75: number | null, before: number | null) => {
  const [good, poor, type] = LIMITS[vital];
  if (p75 === null) return null;
  if (p75 > poor) return { type, severity: 'critical' };
  if (p75 > good) return { type, severity: 'warning' };
  if (before === null || p75 - before < Math.max(before * 0.2, good * 0.1)) return null;
  return { type: 'regression', severity: 'warning' };
};

/** Judges again with both figures off by a little more than a sketch may be: the same every time? */
const isSure = (vital: Vital, p75: number | null, before: number | null): boolean => {
  const off = [0.994, 1.006];
  const verdicts = off.flatMap((x) =>
    off.map((y) =>
      JSON.stringify(
        judge(vital, p75 === null ? null : p75 * x, before === null ? null : before * y),
      ),
    ),
  );
  return new Set(verdicts).size === 1;
};

/** The keys of what is found, and pages so near a limit that a sketch may say either. */
const issues = (all: RawMeasurement[], pages: string[], from: number, to: number) => {
  const first = Math.floor(from / DAY) * DAY;
  const end = (Math.floor((to - 1) / DAY) + 1) * DAY;
  const keys: string[] = [];
  const unsure: string[] = [];
  for (const page of pages) {
    const onPage = all.filter((row) => row.page === page);
    const now = onPage.filter(({ at }) => at >= first && at < end);
    const before = onPage.filter(({ at }) => at >= first - (end - first) && at < first);
    const affected_users = new Set(now.map(({ user_id }) => user_id)).size;
    for (const vital of VITALS) {
      const figures = [p75If(now, vital), p75If(before, vital)] as const;
      const found = judge(vital, ...figures);
      if (found) keys.push(`${page} ${found.type} ${found.severity} ${affected_users}`);
      if (!isSure(vital, ...figures)) unsure.push(page);
    }
  }
  return { issues: keys.toSorted(), unsure };
};

/** An overview counted again from the measurements alone; `p75` are exact here. */
export const recount = (
  all: RawMeasurement[],
  user: string,
  from: number,
  to: number,
  zone: string,
) => {
  const rows = all.filter((row) => row.user_id === user && row.at >= from && row.at < to);
  const slowest_pages = slowest(rows);
  return {
    average_load_time: average(rows.map(({ load }) => load)),
    performance_score: average(rows.map(({ score }) => score)),
    p75: Object.fromEntries(
      VITALS.filter((vital) => vital !== 'load').map((vital) => [
        vital,
        exactP75(rows.map((row) => row[vital])),
      ]),
    ),
    slowest_pages,
    performance_trends: trends(rows, from, to, zone),
    ...issues(
      all,
      slowest_pages.map(({ page }) => page),
      from,
      to,
    ),
  };
};

/** Issues in the recount's form: what they say in words is compared apart. */
export const issueKeys = ({ issues: found }: PerformanceOverview): string[] =>
  found
    .map(({ page, type, severity, affected_users }) =>
      [page, type, severity, affected_users].join(' '),
    )
    .toSorted();
