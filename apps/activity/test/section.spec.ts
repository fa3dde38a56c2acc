import {
  ACTIVITY_TYPES,
  RecordActivityDto,
  SummariseActivitiesDto,
  UserPeriodDto,
} from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import { seeded, TestService } from '@trailmark/testing';
import { aMessage, publish, settled } from './activity-messages.js';
import { startActivity } from './activity-service.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.parse('2026-11-10T12:00:00Z');
const NEW_YORK = 'America/New_York';

describe('activity.section.find', () => {
  let service: TestService;
  const random = seeded(13);

  const someActivity = (from: number, to: number): Partial<RecordActivityDto> => ({
    user_id: random() < 0.8 ? 'ann' : 'bob',
    activity_type: ACTIVITY_TYPES[Math.floor(random() * ACTIVITY_TYPES.length)] ?? 'info',
    timestamp: new Date(from + Math.floor(random() * (to - from))).toISOString(),
    details: random() < 0.5 ? { result: random() < 0.5 ? 'success' : 'failure' } : null,
    tags: random() < 0.5 ? ['one', 'two', 'one'] : null,
  });

  /** The section, and what the summary and the figures tell apart. */
  const call = async (question: UserPeriodDto) => {
    const principal = { sub: 'test', email: null, roles: ['service' as const] };
    const rpc = service.app.get(RpcClient);
    return runInContext({ requestId: 'section', principal }, async () => {
      const section = await rpc.call('activity.section.find', question);
      const { total_activities, activity_breakdown, recent_activities } = await rpc.call(
        'activity.activity.summarise',
        Object.assign(new SummariseActivitiesDto(), question),
      );
      const figures = await rpc.call('activity.figure.find', question);
      const overview = { total_activities, activity_breakdown, recent_activities };
      return { section, apart: { overview, figures } };
    });
  };
  const between = (from: number, to: number, timezone = 'UTC', user_id = 'ann') =>
    call(
      Object.assign(new UserPeriodDto(), {
        user_id,
        time_period: 'custom' as const,
        start_date: new Date(from).toISOString(),
        end_date: new Date(to).toISOString(),
        timezone,
      }),
    );

  beforeAll(async () => {
    service = await startActivity();
    await publish([
      aMessage(...Array.from({ length: 700 }, () => someActivity(NOON - 220 * DAY, NOON))),
      aMessage(...Array.from({ length: 200 }, () => someActivity(NOON - 2 * DAY, NOON))),
      aMessage(...Array.from({ length: 300 }, () => someActivity(NOON - 2 * HOUR, NOON))),
    ]);
    await settled();
  });
  afterAll(() => service.stop());

  it.each([
    ['a minute', NOON - 20 * MINUTE + 123, MINUTE, 'UTC'],
    ['an hour', NOON - HOUR - 7, HOUR, 'UTC'],
    ['a day', NOON - DAY - 5 * MINUTE, DAY, 'Asia/Kathmandu'],
    ['a day of 25 hours', Date.parse('2026-11-01T04:00:00Z'), 25 * HOUR, NEW_YORK],
    ['whole days of UTC', Date.parse('2026-10-20T00:00:00Z'), 14 * DAY, 'UTC'],
    ['30 days to the millisecond', NOON - 30 * DAY - 98_765, 30 * DAY, 'UTC'],
    ['30 days with a clock change', NOON - 30 * DAY, 30 * DAY, NEW_YORK],
    ['120 days', NOON - 120 * DAY + 4321, 120 * DAY, 'Europe/Berlin'],
  ])('tells of %s what the summary and the figures tell', async (_case, from, length, zone) => {
    const { section, apart } = await between(from, from + length, zone);
    expect(section).toEqual(apart);
    const [figure] = section.figures;
    expect(figure?.current.value).toBe(section.overview.total_activities);
    expect(figure?.current.value).toBeGreaterThan(0);
    expect(figure?.previous.value).toBeGreaterThan(0);
  });

  it('tells the same of any period', async () => {
    for (let run = 0; run < 20; run += 1) {
      const to = NOON - Math.floor(random() * 3 * HOUR);
      const { section, apart } = await between(to - 1 - Math.floor(random() ** 3 * 4 * DAY), to);
      expect(section).toEqual(apart);
      expect(section.figures[0]?.current.value).toBe(section.overview.total_activities);
    }
  });

  it('is zero and empty for a user without activities', async () => {
    const { section, apart } = await between(NOON - 7 * DAY, NOON, NEW_YORK, 'nobody');
    expect(section).toEqual(apart);
    expect(section.overview).toEqual({
      total_activities: 0,
      activity_breakdown: [],
      recent_activities: [],
    });
  });

  it('refuses a period and names the field', async () => {
    const question = Object.assign(new UserPeriodDto(), { user_id: 'ann', timezone: 'Mars/X' });
    await expect(call(question)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field: 'timezone' })],
    });
  });
});
