import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Figure, RecordEventDto, UserPeriodDto } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { customPeriod, explain, TestSchema, TestService, waitFor } from '@trailmark/testing';
import fc from 'fast-check';
import { FiguresService } from '../src/figures/figures.service.js';
import { OverviewService } from '../src/overview/overview.service.js';
import { SectionService } from '../src/section/section.service.js';
import { RawEvent, rawEvents } from './derived-recount.js';
import { aMessage, publish, unacknowledged } from './event-messages.js';
import { startEvents } from './events-service.js';
import { Asked, localKey, recountFigures, recountOverview } from './period-recount.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Two months up to tomorrow, so that some events have not happened yet. */
const END = Math.floor(Date.now() / DAY) * DAY + 2 * DAY;
const START = END - 62 * DAY;

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/New_York',
];

/** The same numbers in every run. */
const numbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** Visits all over the range, some right at midnights and quarter hours, told in no order. */
const visitsOf = (user_id: string, seed: number, count: number): Partial<RecordEventDto>[] => {
  const random = numbers(seed);
  return Array.from({ length: count }, (_, n) => {
    const start = START + random(62) * DAY + random(97) * (HOUR / 4) + (n % 3) * random(900_000);
    return Array.from({ length: 1 + random(6) }, (_event, m): Partial<RecordEventDto> => ({
      user_id,
      session_id: `${user_id}-${n}`,
      event_name: random(2) === 0 ? 'page_view' : `action_${random(14)}`,
      event_type: random(8) === 0 ? 'error_event' : 'user_action',
      event_category: random(8) === 0 ? 'errors' : 'interaction',
      properties: random(9) === 0 ? {} : { page: `/p${random(16)}?n=${m}` },
      timestamp: new Date(start + m * random(40 * 60_000)).toISOString(),
    }));
  })
    .flat()
    .toSorted(() => random(3) - 1);
};

const periods = fc.record({
  from: fc.integer({ min: START - 3 * DAY, max: END }),
  length: fc.oneof(
    fc.integer({ min: 1, max: HOUR }),
    fc.integer({ min: 1, max: 3 * DAY }),
    fc.integer({ min: DAY, max: 65 * DAY }),
    fc.integer({ min: 91 * DAY, max: 120 * DAY }),
  ),
  snap: fc.constantFrom(1, 60_000, HOUR / 4, DAY),
  zone: fc.constantFrom(...ZONES),
});

const queryOf = (user_id: string, { from, to, zone }: Asked): UserPeriodDto =>
  customPeriod(user_id, from, to, zone);

const stepOf = (length: number): 'hour' | 'day' | 'week' =>
  length <= DAY + HOUR ? 'hour' : length <= 90 * DAY + HOUR ? 'day' : 'week';

/** Rounding apart: the product rounds where the test does not. */
const near = (value: number | null, expected: number | null, digits: number): void => {
  if (value === null || expected === null) expect(value).toBe(expected);
  else expect(value).toBeCloseTo(expected, digits);
};

type Recounted = ReturnType<typeof recountFigures>;

const DIGITS = { average_session_duration: 1.9, bounce_rate: 3.9 } as Record<string, number>;

const expectSide = (figure: Figure, side: 'current' | 'previous', recounted: Recounted): void => {
  const metric = figure.metric as keyof Recounted['whole'];
  const expected = recounted.whole[metric];
  const digits = DIGITS[metric] ?? 9;
  expect(figure[side].observations).toBe(expected.observations);
  near(figure[side].value, expected.value, digits);
  if (expected.variance === null) expect(figure[side].variance).toBeNull();
  else
    expect((figure[side].variance ?? 0) / (expected.variance || 1)).toBeCloseTo(
      expected.variance === 0 ? 0 : 1,
      9,
    );
  const series = figure[`${side}_series`];
  expect(new Set(series.map(({ date }) => date)).size).toBe(series.length);
  for (const key of recounted.parts.keys()) expect(series.map(({ date }) => date)).toContain(key);
  for (const { date, value } of series) {
    near(value, (recounted.parts.get(date) ?? recounted.nothing)[metric].value, digits);
  }
};

describe('what a period adds up to', () => {
  let service: TestService;
  let schema: TestSchema;
  let app: NestFastifyApplication;
  let raw: RawEvent[];

  const rawOf = (user: string): RawEvent[] => raw.filter(({ user_id }) => user_id === user);
  const overview = (user: string, asked: Asked) =>
    app.get(OverviewService).find(queryOf(user, asked));
  const figures = (user: string, asked: Asked) =>
    app.get(FiguresService).find(queryOf(user, asked));
  const section = (user: string, asked: Asked) =>
    app.get(SectionService).find(queryOf(user, asked));

  beforeAll(async () => {
    service = await startEvents();
    ({ app, schema } = service);
    const events = [
      ...visitsOf('ann', 1, 220),
      ...Array.from({ length: 12 }, (_, n) => visitsOf(`other_${n}`, n + 2, 60)).flat(),
      { user_id: 'one', event_name: 'page_view', timestamp: new Date(START).toISOString() },
      ...[START, START + 60 * DAY].map((at) => ({
        user_id: 'with_one_long_session',
        timestamp: new Date(at).toISOString(),
      })),
    ];
    await publish(
      Array.from({ length: Math.ceil(events.length / 50) }, (_, n) =>
        aMessage(...events.slice(n * 50, n * 50 + 50)),
      ),
    );
    await waitFor(async () => (await unacknowledged()) === 0);
    await schema.query(
      `ANALYZE TABLE analytics_events, sessions, session_pages, event_days, page_days,
         event_slots, feature_days`,
    );
    raw = await rawEvents(schema);
  });
  afterAll(() => service.stop());

  const expectOverview = async (user: string, asked: Asked) => {
    const { engagement_score, bounce_rate, ...counted } = await overview(user, asked);
    const expected = recountOverview(rawOf(user), asked);
    expect({ ...expected, ...counted }).toEqual(expected);
    expect(bounce_rate).toBeCloseTo(expected.bounce_rate, 3.9);
    expect(engagement_score).toBeCloseTo(expected.engagement_score, 1.9);
  };

  const expectFigures = async (user: string, asked: Asked) => {
    const told = await figures(user, asked);
    expect(told.map(({ metric, kind }) => [metric, kind])).toEqual([
      ['sessions', 'count'],
      ['events', 'count'],
      ['page_views', 'count'],
      ['errors', 'count'],
      ['average_session_duration', 'mean'],
      ['bounce_rate', 'share'],
    ]);
    const keyOf = localKey(asked.zone, stepOf(asked.to - asked.from));
    const before = { ...asked, from: 2 * asked.from - asked.to, to: asked.from };
    const current = recountFigures(rawOf(user), asked, keyOf);
    const previous = recountFigures(rawOf(user), before, keyOf);
    for (const figure of told) {
      expectSide(figure, 'current', current);
      expectSide(figure, 'previous', previous);
    }
  };

  const expectAll = async (user: string, asked: Asked) => {
    await expectOverview(user, asked);
    await expectFigures(user, asked);
    expect(await section(user, asked)).toEqual({
      overview: await overview(user, asked),
      figures: await figures(user, asked),
    });
  };

  it('equals a recount of the raw rows for any instants and zone', async () => {
    await fc.assert(
      fc.asyncProperty(periods, async ({ from, length, snap, zone }) => {
        const start = Math.floor(from / snap) * snap;
        await expectAll('ann', { from: start, to: start + Math.max(snap, length), zone });
      }),
      { numRuns: 60, seed: 20261122 },
    );
  });

  it.each<[string, number, number]>([
    ['half a day', START, START + DAY / 2],
    ['a bit more than half a day', START, START + DAY / 2 + 1],
    ['the middle of a day', START + DAY / 4, START + (3 * DAY) / 4 + 1],
    ['two days but an hour at each end', START + HOUR, START + 2 * DAY - HOUR],
    ['two days and an hour at each end', START + DAY - HOUR, START + 3 * DAY + HOUR],
    ['a millisecond', START + 5 * HOUR, START + 5 * HOUR + 1],
    ['part of one quarter hour', START + 5 * HOUR + 1000, START + 5 * HOUR + 800_000],
    ['parts of two quarter hours', START + 5 * HOUR - 1000, START + 5 * HOUR + 1000],
    ['weeks up to tonight', START + 50 * DAY, END - DAY - HOUR],
    ['today and tomorrow', END - 2 * DAY + HOUR, END - HOUR],
  ])('is exact for %s', async (_case, from, to) => {
    await expectAll('ann', { from, to, zone: 'Asia/Kathmandu' });
  });

  it.each(['one', 'nobody', 'with_one_long_session'])(
    'of user %s with hardly a row is the same recount',
    async (user) => {
      await expectAll(user, { from: START, to: END, zone: 'UTC' });
      await expectAll(user, { from: START + 1, to: END, zone: 'UTC' });
    },
  );

  it('is zeros and empty lists for who was never seen', async () => {
    const query = Object.assign(new UserPeriodDto(), { user_id: 'nobody' });
    expect(await app.get(OverviewService).find(query)).toEqual({
      total_events: 0,
      unique_sessions: 0,
      average_session_duration: 0,
      bounce_rate: 0,
      engagement_score: 0,
      top_events: [],
      top_pages: [],
    });
    const [sessions, , , , duration] = await app.get(FiguresService).find(query);
    expect(sessions?.current).toEqual({ value: 0, observations: 0, variance: null });
    expect(duration?.previous).toEqual({ value: null, observations: 0, variance: null });
    expect(sessions?.current_series.map(({ value }) => value)).toEqual(
      sessions?.current_series.map(() => 0),
    );
  });

  it.each([
    ['an end before its start', { start_date: '2026-02-02', end_date: '2026-02-01' }, 'end_date'],
    ['no start', {}, 'start_date'],
    ['an unknown zone', { start_date: '2026-02-02', timezone: 'Mars/Base' }, 'timezone'],
  ])('with %s is refused by name', async (_case, fields, field) => {
    const query = { ...queryOf('ann', { from: 0, to: 1, zone: 'UTC' }), ...fields };
    const asked = Object.assign(new UserPeriodDto(), query, {
      start_date: undefined,
      end_date: undefined,
      ...fields,
    });
    for (const find of [OverviewService, FiguresService, SectionService] as const) {
      await expect(app.get<OverviewService>(find).find(asked)).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ field }],
      });
    }
  });

  it.each<[string, (asked: Asked) => Promise<unknown>]>([
    ['an overview', (asked) => overview('other_3', asked)],
    ['figures', (asked) => figures('other_3', asked)],
    ['both', (asked) => section('other_3', asked)],
  ])('as %s reads only that user’s rows, by index', async (_case, ask) => {
    const asked = { from: START + 5 * HOUR + 1, to: START + 40 * DAY + 6 * HOUR, zone: 'UTC' };
    const plans = await explain(app.get(Database).dataSource, schema, () => ask(asked));
    expect(plans.length).toBeGreaterThan(3);
    for (const row of plans.filter(({ table }) => table !== null && !table.startsWith('<'))) {
      expect(row).not.toMatchObject({ type: 'ALL' });
      expect(row.rows).toBeLessThan(600);
    }
  });
});
