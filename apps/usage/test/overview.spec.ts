import { UsageOverviewAnswer, UserPeriodDto } from '@trailmark/contracts';
import { aboutOf, packetsOf, TestService, waitFor } from '@trailmark/testing';
import { aDay, FakeEvents } from './fake-events.js';
import { shift } from './recount.js';
import { submit } from './usage-messages.js';
import { SectionService } from '../src/section/section.service.js';
import { askUsage, inService, startUsage } from './usage-service.js';

const DAY_MS = 86_400_000;
const LAST = '2026-11-10';

/** Of the ten seconds that days are derived in, by the clock of the service. */
const SLOW_MS = 500;

const used = (features: Record<string, number>) =>
  Object.entries(features).map(([feature_name, usage_count]) => ({ feature_name, usage_count }));

describe('usage.overview.find', () => {
  let service: TestService;
  let events: FakeEvents;
  let users = 0;
  let user: string;

  const ask = (query: Partial<UserPeriodDto>): Promise<UsageOverviewAnswer> => {
    const question = Object.assign(new UserPeriodDto(), { user_id: user, ...query });
    return askUsage(service, 'usage.overview.find', question);
  };
  /** Over the `count` days (UTC) that end with `last`. */
  const overDays = (last: string, count: number, user_id = user) =>
    ask({ user_id, time_period: 'custom', start_date: shift(last, 1 - count), end_date: last });

  beforeAll(async () => {
    service = await startUsage();
    events = await FakeEvents.start();
  });
  afterAll(async () => {
    await events.stop();
    await service.stop();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  beforeEach(async () => {
    user = `user_${(users += 1)}`;
    events.days.clear();
    events.asked = [];
    events.onDetails = () => undefined;
    await events.become('answering');
    await service.schema.query('DELETE FROM submitted_features');
  });

  it('is zeros, and in no segment, for a user never seen', async () => {
    expect(await overDays(LAST, 7)).toEqual({
      overview: {
        daily_active_users: 0,
        session_frequency: 0,
        feature_adoption_rate: 0,
        most_used_features: [],
        user_segments: [],
      },
      submitted_engagement_score: null,
    });
  });

  it.each([
    ['new', [0], 1],
    ['new', [6], 7],
    ['casual', [7, 0], 7],
    ['casual', [200, 13], 7],
    ['regular', [100, 1, 3, 5, 7, 29], 7],
    ['casual', [100, 1, 3, 5, 7, 30], 60],
    ['power_user', Array.from({ length: 15 }, (_, n) => 2 * n), 1],
    ['at_risk', [100, 14], 7],
    ['dormant', [30], 7],
    ['dormant', [300, 31], 90],
  ])('tells %s from events %j days before the last', async (segment, ago, count) => {
    events.days.set(
      user,
      [...ago, -1, -40].map((days) => aDay(shift(LAST, -days))),
    );
    const { overview } = await overDays(LAST, count);
    expect(overview.user_segments).toEqual([{ segment, users: 1, percentage: 100 }]);
  });

  it.each([
    ['new', [3]],
    ['casual', [200, 13]],
    ['at_risk', [14, 60]],
    ['dormant', [31]],
  ])(
    'tells %s from submissions %j days before the last, the events being away',
    async (segment, ago) => {
      await events.become('away');
      const kinds = [{ session_count: 1 }, { page_views: 1 }, { features_used: used({ a: 10 }) }];
      await submit([
        ...ago.map((days, n) => ({ user_id: user, date: shift(LAST, -days), ...kinds[n] })),
        { user_id: user, date: shift(LAST, 2), session_count: 1 },
        { user_id: user, date: LAST, session_count: 0, features_used: used({ a: 0 }) },
        { user_id: user, date: shift(LAST, -400), features_used: used({ a: 0, b: 0 }) },
      ]);
      const { overview } = await overDays(LAST, 7);
      expect(overview.user_segments).toEqual([{ segment, users: 1, percentage: 100 }]);
    },
  );

  describe('when features were used on events and in submissions', () => {
    beforeEach(async () => {
      events.days.set(user, [
        aDay(LAST, { features: { save: 2, open: 3 } }),
        aDay(shift(LAST, -1), { features: { save: 1, hidden: 5 } }),
      ]);
      events.days.set('other', [aDay(LAST, { features: { print: 1 } })]);
      await submit([
        { user_id: user, date: shift(LAST, -1), features_used: used({ open: 1, never: 0 }) },
        { user_id: 'another', date: shift(LAST, -1), features_used: used({ share: 1, open: 1 }) },
        { user_id: 'another', date: shift(LAST, -7), features_used: used({ before: 1 }) },
      ]);
    });

    it('compares the user’s with those of everybody on the days', async () => {
      const { overview } = await overDays(LAST, 2);
      expect(overview.most_used_features).toEqual([
        { feature_name: 'open', usage_count: 4, users: 1 },
        { feature_name: 'save', usage_count: 2, users: 1 },
      ]);
      // open, save, print, share, and hidden, which the events saw.
      expect(overview.feature_adoption_rate).toBe(0.4);
    });

    it('has the features that came in since', async () => {
      await overDays(LAST, 2);
      events.days.set(user, [aDay(LAST, { events: 2, features: { save: 2, open: 3, late: 9 } })]);
      const { overview } = await overDays(LAST, 2);
      expect(overview.most_used_features[0]).toMatchObject({
        feature_name: 'late',
        usage_count: 9,
      });
    });

    it.each(['away', 'silent'] as const)(
      'serves what is stored while the events are %s',
      async (mood) => {
        const { overview: before } = await overDays(LAST, 2);
        await events.become(mood);
        const { overview } = await overDays(LAST, 2);
        expect(overview).toEqual({ ...before, feature_adoption_rate: null });
      },
    );

    it('asks the database twice, once all is up to date', async () => {
      await overDays(LAST, 90);
      const query = Object.assign(new UserPeriodDto(), {
        user_id: user,
        time_period: 'custom',
        start_date: shift(LAST, -89),
        end_date: LAST,
      });
      const { app } = service;
      const packets = await packetsOf(() => inService(() => app.get(SectionService).find(query)));
      expect(packets.map(aboutOf)).toEqual([
        ['FROM usage_metrics'],
        [
          'START TRANSACTION',
          'FROM usage_metrics',
          'FROM usage_metrics',
          'FROM submitted_features',
          'COMMIT',
        ],
      ]);
    });

    it('asks the events once, whatever the days, once all is up to date', async () => {
      for (const count of [2, 90, 365]) {
        await overDays(LAST, count);
        events.asked = [];
        await overDays(LAST, count);
        expect(events.asked).toEqual(['events.usage.days']);
      }
    });

    it('does not take a submission for the product’s that never counted', async () => {
      const late = { user_id: user, date: shift(LAST, -1), features_used: used({ late: 1 }) };
      await submit([late], Date.now() - DAY_MS);
      const names = await service.schema.query(
        'SELECT CAST(date AS CHAR) AS date, feature_name AS name FROM submitted_features ORDER BY 1, 2',
      );
      expect(names).toEqual([
        { date: shift(LAST, -7), name: 'before' },
        { date: shift(LAST, -1), name: 'open' },
        { date: shift(LAST, -1), name: 'share' },
      ]);
    });
  });

  it('averages the scores that were submitted, and no computed one', async () => {
    events.days.set(user, [aDay(LAST), aDay(shift(LAST, -1))]);
    await submit([
      { user_id: user, date: shift(LAST, -1), engagement_score: 9 },
      { user_id: user, date: shift(LAST, -2), engagement_score: 0 },
      { user_id: user, date: shift(LAST, -3), page_views: 4 },
      { user_id: user, date: shift(LAST, -9), engagement_score: 10 },
    ]);
    expect((await overDays(LAST, 7)).submitted_engagement_score).toBe(4.5);
    expect((await overDays(LAST, 1)).submitted_engagement_score).toBeNull();
  });

  describe('when a long stretch was never derived', () => {
    beforeEach(() => {
      events.days.set(
        user,
        Array.from({ length: 365 }, (_, n) =>
          aDay(shift(LAST, -n), { features: { save: 1, [`f${n % 20}`]: 1 } }),
        ),
      );
    });

    const saves = async (): Promise<number> => {
      const { overview } = await overDays(LAST, 365);
      expect(overview).toMatchObject({ session_frequency: 1, daily_active_users: 1 });
      const [first] = overview.most_used_features;
      expect(first?.feature_name).toBe('save');
      return first?.usage_count ?? 0;
    };

    it('derives all of it, at once or, where that takes longer than a reader waits, at the next reads', async () => {
      await waitFor(async () => (await saves()) === 365);
    });

    it('goes on from answer to answer, each in time, while the events are slow', async () => {
      const now = Date.now.bind(Date);
      let passed = 0;
      jest.spyOn(Date, 'now').mockImplementation(() => now() + passed);
      events.onDetails = () => {
        passed += SLOW_MS;
      };
      const counts = [await saves()];
      while (counts.at(-1) !== 365 && counts.length < 20) counts.push(await saves());
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(counts[0]).toBeGreaterThan(0);
      expect(counts[0]).toBeLessThan(365);
      expect(counts.at(-1)).toBe(365);
    });
  });

  it.each([
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['start_date', { time_period: 'custom' as const }],
    ['start_date', { time_period: 'custom' as const, start_date: '2024-01-01' }],
  ])('refuses a period and names %s', async (field, query) => {
    await expect(ask(query)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field })],
    });
  });
});
