import {
  PERFORMANCE_STREAM,
  PerformanceOverview,
  RecordPerformanceDto,
} from '@trailmark/contracts';
import { aMeasurement, ApiClient, factMessage, publishFacts, waitFor } from '@trailmark/testing';
import { issueKeys, RAW_SQL, RawMeasurement, recount } from './performance-recount.js';
import { sharedStack, SharedStack } from './shared-stack.js';

const HOUR = 3_600_000;
const USERS = ['overview_ann', 'overview_bob', 'overview_cid'];
const SOLO = 'overview_solo';

/** What makes a page slow, and from when on. */
const PAGES = [
  { page: '/fast', factor: 0.5 },
  { page: '/usual', factor: 1 },
  { page: '/slow', factor: 2.6 },
  { page: '/broken', factor: 6 },
  { page: '/worse', factor: 0.6, since: 3 * 24 * HOUR, then: 1.1 },
];

/** Numbers that are the same on every run (Park and Miller, 1988). */
const randomFrom = (seed: number) => {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
};

describe('a performance overview equals a recount from the measurements', () => {
  let stack: SharedStack;
  let raw: RawMeasurement[];
  const now = Date.now();
  const random = randomFrom(42);

  const around = (value: number, digits = 3): number =>
    Number((value * (0.7 + 0.6 * random())).toFixed(digits));

  const maybe = (value: number): number | null => (random() < 0.15 ? null : value);

  const measurement = (user_id: string, at: number): RecordPerformanceDto => {
    const { page, factor, since, then } = PAGES[Math.floor(random() * PAGES.length)] ?? {
      page: '/none',
      factor: 1,
    };
    const by = since !== undefined && at > now - since ? then : factor;
    return aMeasurement({
      user_id,
      page,
      timestamp: new Date(at).toISOString(),
      page_load_time: around(1900 * by),
      time_to_first_byte: maybe(around(340 * by)),
      first_contentful_paint: maybe(around(900 * by)),
      largest_contentful_paint: maybe(around(1200 * by)),
      cumulative_layout_shift: maybe(around(0.05 * by)),
      first_input_delay: maybe(around(35 * by)),
      total_blocking_time: maybe(around(110 * by)),
      interaction_to_next_paint: maybe(around(90 * by)),
    });
  };

  /** Measurements of every user at random times in a stretch. */
  const stretch = (from: number, to: number, count: number): RecordPerformanceDto[] =>
    Array.from({ length: count }, (_, n) =>
      measurement(USERS[n % USERS.length] ?? '', Math.floor(from + random() * (to - from))),
    );

  beforeAll(async () => {
    stack = await sharedStack('events', 'performance');
    const sent = [
      ...stretch(now - 16 * 24 * HOUR, now, 1500),
      ...stretch(Date.parse('2026-03-06T00:00:00Z'), Date.parse('2026-03-11T00:00:00Z'), 400),
      ...stretch(Date.parse('2025-10-31T00:00:00Z'), Date.parse('2025-11-05T00:00:00Z'), 400),
      measurement(SOLO, Date.parse('2026-06-15T18:14:59.999Z')),
    ];
    const messages = Array.from({ length: Math.ceil(sent.length / 50) }, (_, n) =>
      factMessage(sent.slice(n * 50, n * 50 + 50)),
    );
    await publishFacts(PERFORMANCE_STREAM, messages, stack.natsUrl);
    const { schema } = stack.service('performance');
    await waitFor(async () => {
      raw = await schema.query<RawMeasurement>(RAW_SQL, [[...USERS, SOLO]]);
      return raw.length === sent.length;
    });
  });
  afterAll(() => stack.stop());

  const ask = async (user: string, from: number, to: number, timezone: string) => {
    const query = new URLSearchParams({
      time_period: 'custom',
      start_date: new Date(from).toISOString(),
      end_date: new Date(to).toISOString(),
      timezone,
    });
    const api = ApiClient.as(stack.url, user, 'user');
    const path = `/analytics/performance/${user}/overview?${query.toString()}`;
    const { status, body } = await api.get<PerformanceOverview>(path);
    expect(status).toBe(200);
    return body.data;
  };

  const expectNear = (actual: number | null, expected: number | null, within: number) => {
    if (expected === null) return expect(actual).toBeNull();
    expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(within);
  };

  const CENT = 0.005_001;

  const expectEqual = (actual: PerformanceOverview, expected: ReturnType<typeof recount>) => {
    expectNear(actual.average_load_time, expected.average_load_time, CENT);
    expectNear(actual.performance_score, expected.performance_score, CENT);
    for (const [vital, p75] of Object.entries(expected.p75)) {
      const got = actual.core_web_vitals[vital as keyof PerformanceOverview['core_web_vitals']];
      expectNear(got, p75, (p75 ?? 0) * 0.01);
    }
    expect(actual.slowest_pages.map(({ page, visits }) => [page, visits])).toEqual(
      expected.slowest_pages.map(({ page, visits }) => [page, visits]),
    );
    actual.slowest_pages.forEach((page, index) =>
      expectNear(
        page.average_load_time,
        expected.slowest_pages[index]?.average_load_time ?? null,
        CENT,
      ),
    );
    expect(actual.performance_trends.map(({ date }) => date)).toEqual(
      expected.performance_trends.map(({ date }) => date),
    );
    actual.performance_trends.forEach((day, index) => {
      const wanted = expected.performance_trends[index];
      expectNear(day.average_load_time, wanted?.average_load_time ?? null, CENT);
      expectNear(day.performance_score, wanted?.performance_score ?? null, CENT);
    });
    const sure = (key: string) => !expected.unsure.some((page) => key.startsWith(`${page} `));
    expect(issueKeys(actual).filter(sure)).toEqual(expected.issues.filter(sure));
  };

  it.each([
    ['the last week to the second', now - 7 * 24 * HOUR, now, 'UTC'],
    ['the last week in Kolkata (+5:30)', now - 7 * 24 * HOUR, now, 'Asia/Kolkata'],
    ['the last week in Kathmandu (+5:45)', now - 7 * 24 * HOUR, now, 'Asia/Kathmandu'],
    ['a few hours within a day', now - 30 * HOUR, now - 25 * HOUR, 'Asia/Kathmandu'],
    ['a stretch over one midnight', now - 30 * HOUR, now - 4 * HOUR, 'America/New_York'],
    [
      'New York when its clocks go forward',
      Date.parse('2026-03-07T05:00:00Z'),
      Date.parse('2026-03-10T04:00:00Z'),
      'America/New_York',
    ],
    [
      'New York when its clocks go back',
      Date.parse('2025-11-01T04:00:00Z'),
      Date.parse('2025-11-04T05:00:00Z'),
      'America/New_York',
    ],
    [
      'whole UTC days',
      Date.parse('2026-03-07T00:00:00Z'),
      Date.parse('2026-03-09T00:00:00Z'),
      'UTC',
    ],
    [
      'an empty period',
      Date.parse('2026-04-01T00:00:00Z'),
      Date.parse('2026-04-08T00:00:00Z'),
      'Asia/Kolkata',
    ],
  ])('of %s', async (_case, from, to, zone) => {
    for (const user of USERS) {
      expectEqual(await ask(user, from, to, zone), recount(raw, user, from, to, zone));
    }
  });

  it('of one measurement, on its zone’s side of midnight', async () => {
    const from = Date.parse('2026-06-10T00:00:00Z');
    const to = Date.parse('2026-06-20T00:00:00Z');
    const dates = { UTC: '2026-06-15', 'Asia/Kathmandu': '2026-06-15', 'Asia/Tokyo': '2026-06-16' };
    for (const [zone, date] of Object.entries(dates)) {
      const actual = await ask(SOLO, from, to, zone);
      expectEqual(actual, recount(raw, SOLO, from, to, zone));
      const days = actual.performance_trends.filter((day) => day.average_load_time !== null);
      expect(days.map(({ date }) => date)).toEqual([date]);
    }
  });

  it('finds slow, broken and worsened pages, and tells the numbers', async () => {
    const { issues } = await ask(USERS[0] ?? '', now - 3 * 24 * HOUR, now, 'UTC');
    const kinds = new Set(issues.map(({ page, severity }) => `${page} ${severity}`));
    expect(kinds).toContain('/broken critical');
    expect(kinds).toContain('/slow warning');
    expect([...kinds].some((kind) => kind.startsWith('/fast'))).toBe(false);
    expect(issues.some(({ page, type }) => page === '/worse' && type === 'regression')).toBe(true);
    for (const { page, description, affected_users } of issues) {
      expect(description).toMatch(/^\/\w+: .+ is [\d.]+( ms)? at p75; .+[\d.]+( ms)?\.$/);
      expect(description.startsWith(page)).toBe(true);
      expect(affected_users).toBe(USERS.length);
    }
  });
});
