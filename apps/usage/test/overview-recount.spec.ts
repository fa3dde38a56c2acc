import { RecordUsageDto, UsageDay } from '@trailmark/contracts';
import { seeded, TestService } from '@trailmark/testing';
import { aDay, FakeEvents } from './fake-events.js';
import { daysOf, recountOverview, shift, Truth } from './recount.js';
import { submit } from './usage-messages.js';
import { askUsage, startUsage } from './usage-service.js';

const LAST = '2026-11-10';
const NAMES = Array.from({ length: 14 }, (_, n) => `feature_${n}`);

describe('usage.overview.find, and the section with it', () => {
  let service: TestService;
  let events: FakeEvents;
  const random = seeded(3);
  const below = (limit: number): number => Math.floor(random() * limit);

  beforeAll(async () => {
    service = await startUsage();
    events = await FakeEvents.start();
  });
  afterAll(async () => {
    await events.stop();
    await service.stop();
  });

  /** Up to three features, each used as often as `least` to three times. */
  const some = (least: number): Record<string, number> =>
    Object.fromEntries(
      Array.from({ length: below(4) }, () => [
        NAMES[below(NAMES.length)] ?? '',
        least + below(4 - least),
      ]),
    );

  const eventsOf = (date: string): UsageDay =>
    aDay(date, {
      events: 1 + below(9),
      session_count: below(4),
      page_views: below(9),
      features: some(1),
    });

  /** A submission that leaves out about half of what it could say. */
  const submissionOf = (user_id: string, date: string): RecordUsageDto => ({
    user_id,
    date,
    ...(below(2) === 0 && { session_count: below(3) }),
    ...(below(2) === 0 && { page_views: below(3) }),
    ...(below(2) === 0 && { engagement_score: below(1001) / 100 }),
    ...(below(2) === 0 && {
      features_used: Object.entries(some(0)).map(([feature_name, usage_count]) => ({
        feature_name,
        usage_count,
      })),
    }),
  });

  /** One user's 120 days to the last; of `oneIn` days one has events, and one a submission. */
  const live = async (user: string, oneIn: number): Promise<Truth> => {
    const days = Array.from({ length: 120 }, (_, n) => shift(LAST, -n));
    const happened = days.filter(() => below(oneIn) === 0).map(eventsOf);
    const rows = days.filter(() => below(oneIn) === 0).map((date) => submissionOf(user, date));
    const corrected = rows.map(({ user_id, date }) => ({ user_id, date, page_views: 99 }));
    events.days.set(user, happened);
    await submit([...corrected, ...rows]);
    return {
      submitted: new Map(rows.map((row) => [row.date, row])),
      events: new Map(happened.map((day) => [day.date, day])),
    };
  };

  it.each([
    ['daily', 1, 1],
    ['every other day', 2, 30],
    ['now and then', 9, 2],
    ['hardly', 40, 7],
  ])('agrees with a recount for a user who is there %s', async (name, oneIn, otherOneIn) => {
    events.days.clear();
    await service.schema.query('DELETE FROM submitted_features');
    const truth = await live(name, oneIn);
    const everybody = [truth, await live(`not ${name}`, otherOneIn)];
    for (const [start_date, end_date, timezone] of [
      ['2026-11-03T00:00:00Z', '2026-11-10T00:00:00Z', 'UTC'],
      ['2026-11-09T22:30:15.123Z', '2026-11-10T22:30:15.123Z', 'Asia/Kathmandu'],
      ['2026-10-25T04:00:00Z', '2026-11-04T05:00:00Z', 'America/New_York'],
      ['2026-08-01T10:00:00Z', '2026-10-30T10:00:00Z', 'Europe/Berlin'],
      ['2026-07-01T00:00:00Z', '2026-07-02T00:00:00Z', 'UTC'],
      ['2025-12-01T00:00:00Z', '2026-11-11T00:00:00Z', 'UTC'],
    ] as const) {
      const period = { time_period: 'custom' as const, start_date, end_date, timezone };
      const question = { user_id: name, ...period };
      const answer = await askUsage(service, 'usage.overview.find', question);
      const days = daysOf(Date.parse(start_date), Date.parse(end_date), timezone);
      expect({ period, answer }).toEqual({
        period,
        answer: recountOverview(truth, everybody, days),
      });
      expect(await askUsage(service, 'usage.section.find', question)).toEqual({
        overview: answer,
        figures: await askUsage(service, 'usage.figure.find', question),
      });
    }
  });
});
