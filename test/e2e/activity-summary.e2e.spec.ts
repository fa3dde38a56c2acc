import {
  ACTIVITY_CATEGORIES,
  ACTIVITY_TYPES,
  ActivitySummary,
  RecordActivityDto,
  SEVERITIES,
} from '@trailmark/contracts';
import { anActivity, ApiClient } from '@trailmark/testing';
import { recount } from './activity-recount.js';
import { sharedStack, SharedStack } from './shared-stack.js';

const ACTIVITIES = '/analytics/activities';
const LAST_YEAR = new Date().getUTCFullYear() - 1;
/** Europe and America both change their clocks in it. */
const FIRST = Date.UTC(LAST_YEAR, 2, 5);
const SPAN_MS = 31 * 86_400_000;

/** The same numbers on every run. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
};

const random = randomFrom(7);
const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T;
const RESULTS = ['success', 'success', 'failure', 'Success', null];

const someActivity = (user_id: string, at: number): RecordActivityDto =>
  anActivity({
    user_id,
    timestamp: new Date(at).toISOString(),
    activity_type: pick(ACTIVITY_TYPES),
    activity_category: pick(ACTIVITY_CATEGORIES),
    severity: pick(SEVERITIES),
    details: random(4) === 0 ? null : { result: pick(RESULTS), n: random(9) },
    tags: random(5) === 0 ? null : [`tag${random(14)}`, `tag${random(14)}`, `Tag${random(3)}`],
  });

const byCount = (shares: { count: number; percentage: number }[], total: number): boolean =>
  shares.every(({ count, percentage }, index) => {
    const next = shares[index + 1];
    const share = Math.round((count / total) * 1000) / 10;
    return Math.abs(percentage - share) < 0.051 && (!next || next.count <= count);
  });

describe('the summary of activities', () => {
  let stack: SharedStack;
  let service: ApiClient;

  beforeAll(async () => {
    stack = await sharedStack('activity');
    service = ApiClient.as(stack.url, 'backend', 'service', 'support');
    const spread = Array.from({ length: 900 }, () => someActivity('many', FIRST + random(SPAN_MS)));
    const midnights = Array.from({ length: 31 * 4 }, (_, n) =>
      someActivity('many', FIRST + n * 6 * 3_600_000 - (n % 2)),
    );
    const recent = Array.from({ length: 300 }, () =>
      someActivity('many', Date.now() - 60_000 - random(100 * 86_400_000)),
    );
    const one = someActivity('one', FIRST + 12 * 3_600_000);
    for (const activities of [spread, [...midnights, ...recent], [one]]) {
      await service.post(`${ACTIVITIES}/batch`, { activities });
    }
  });
  afterAll(() => stack.stop());

  const summaryOf = async (user: string, query: Record<string, string>) => {
    const path = `${ACTIVITIES}/${user}/summary?${new URLSearchParams(query).toString()}`;
    const { status, body } = await service.get<ActivitySummary>(path);
    expect(status).toBe(200);
    return body.data;
  };

  const expectRecounted = async (user: string, summary: ActivitySummary) => {
    const { schema } = stack.service('activity');
    const period = { from: new Date(summary.start_date), to: new Date(summary.end_date) };
    const counted = await recount(schema, user, { ...period, zone: summary.timezone });
    const asRecord = (entries: [string, number][]) => Object.fromEntries(entries);
    expect(summary.total_activities).toBe(counted.total);
    expect(asRecord(summary.activity_breakdown.map((one) => [one.type, one.count]))).toEqual(
      counted.types,
    );
    expect(asRecord(summary.category_breakdown.map((one) => [one.category, one.count]))).toEqual(
      counted.categories,
    );
    expect(asRecord(summary.severity_breakdown.map((one) => [one.severity, one.count]))).toEqual(
      counted.severities,
    );
    for (const shares of [summary.activity_breakdown, summary.category_breakdown]) {
      expect(byCount(shares, counted.total)).toBe(true);
    }
    const tags = Object.entries(counted.tags).map(([tag, count]) => ({ tag, count }));
    tags.sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1));
    expect(summary.top_tags).toEqual(tags.slice(0, 10));
    expect(summary.success_rate).toBe(counted.success_rate);
    expect(summary.security_events).toBe(counted.security_events);
    expect(summary.system_health).toMatchObject({
      critical_count: counted.severities.critical ?? 0,
      error_count: counted.severities.error ?? 0,
      warning_count: counted.severities.warning ?? 0,
    });
    expect(summary.recent_activities.map(({ id }) => id.replaceAll('-', ''))).toEqual(
      counted.recent,
    );
    expect(summary.time_series).toEqual(counted.series);
    return counted;
  };

  const custom = (start_date: string, end_date: string, timezone: string) => ({
    time_period: 'custom',
    start_date,
    end_date,
    timezone,
  });

  it.each([
    'UTC',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ])('equals a recount of a month of days in %s', async (timezone) => {
    const query = custom(`${LAST_YEAR}-03-07`, `${LAST_YEAR}-04-03`, timezone);
    const summary = await summaryOf('many', query);
    const counted = await expectRecounted('many', summary);
    expect(summary.time_series.map(({ date }) => date).at(0)).toBe(`${LAST_YEAR}-03-07`);
    expect(summary.time_series.map(({ date }) => date).at(-1)).toBe(`${LAST_YEAR}-04-03`);
    expect(counted.total).toBeGreaterThan(700);
  });

  it.each([
    ['last_hour', 'UTC'],
    ['last_24_hours', 'Asia/Kathmandu'],
    ['last_7_days', 'UTC'],
    ['last_30_days', 'Asia/Kolkata'],
    ['last_90_days', 'America/New_York'],
    ['last_year', 'Europe/Berlin'],
  ])('equals a recount of %s in %s', async (time_period, timezone) => {
    await expectRecounted('many', await summaryOf('many', { time_period, timezone }));
  });

  it.each([
    ['within one day', '-03-10T01:00:00.500Z', '-03-10T22:59:59.999Z'],
    ['across one midnight', '-03-10T18:00:00Z', '-03-11T06:00:00+05:45'],
    ['of exactly one day', '-03-10T00:00:00Z', '-03-11T00:00:00Z'],
    ['of odd ends', '-03-10T13:37:00.123Z', '-03-29T01:02:03.004Z'],
  ])('equals a recount of a period %s', async (_case, start, end) => {
    const query = custom(`${LAST_YEAR}${start}`, `${LAST_YEAR}${end}`, 'Asia/Kathmandu');
    const { total } = await expectRecounted('many', await summaryOf('many', query));
    expect(total).toBeGreaterThan(0);
  });

  it('is of the last seven days in UTC when nothing is asked', async () => {
    const summary = await summaryOf('many', {});
    const length = Date.parse(summary.end_date) - Date.parse(summary.start_date);
    expect(length).toBe(7 * 86_400_000);
    expect(summary.timezone).toBe('UTC');
    await expectRecounted('many', summary);
  });

  it('of one activity says one', async () => {
    const query = custom(`${LAST_YEAR}-03-01`, `${LAST_YEAR}-03-31`, 'UTC');
    const { total } = await expectRecounted('one', await summaryOf('one', query));
    expect(total).toBe(1);
  });

  it('of nothing says nothing, day by day', async () => {
    const query = custom(`${LAST_YEAR}-03-28`, `${LAST_YEAR}-03-31`, 'Europe/Berlin');
    expect(await summaryOf('nobody', query)).toMatchObject({
      total_activities: 0,
      activity_breakdown: [],
      category_breakdown: [],
      severity_breakdown: [],
      top_tags: [],
      success_rate: null,
      security_events: 0,
      system_health: { status: 'healthy', critical_count: 0, error_count: 0, warning_count: 0 },
      recent_activities: [],
      time_series: [28, 29, 30, 31].map((day) => ({ date: `${LAST_YEAR}-03-${day}`, value: 0 })),
    });
  });
});
