import {
  ACTIVITY_TYPES,
  RecordActivityDto,
  SummariseActivitiesDto,
  UserPeriodDto,
} from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import { customPeriod, SAMPLE_END, SAMPLE_PERIODS, seeded, TestService } from '@trailmark/testing';
import { aMessage, publish, settled } from './activity-messages.js';
import { startActivity } from './activity-service.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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
  const between = (from: number, to: number, timezone?: string, user = 'ann') =>
    call(customPeriod(user, from, to, timezone));

  beforeAll(async () => {
    service = await startActivity();
    await publish([
      aMessage(
        ...Array.from({ length: 700 }, () => someActivity(SAMPLE_END - 220 * DAY, SAMPLE_END)),
      ),
      aMessage(
        ...Array.from({ length: 200 }, () => someActivity(SAMPLE_END - 2 * DAY, SAMPLE_END)),
      ),
      aMessage(
        ...Array.from({ length: 300 }, () => someActivity(SAMPLE_END - 2 * HOUR, SAMPLE_END)),
      ),
    ]);
    await settled();
  });
  afterAll(() => service.stop());

  it.each(SAMPLE_PERIODS)(
    'tells of %s what the summary and the figures tell',
    async (_case, from, length, zone) => {
      const { section, apart } = await between(from, from + length, zone);
      expect(section).toEqual(apart);
      const [figure] = section.figures;
      expect(figure?.current.value).toBe(section.overview.total_activities);
      expect(figure?.current.value).toBeGreaterThan(0);
      expect(figure?.previous.value).toBeGreaterThan(0);
    },
  );

  it('tells the same of any period', async () => {
    for (let run = 0; run < 20; run += 1) {
      const to = SAMPLE_END - Math.floor(random() * 3 * HOUR);
      const { section, apart } = await between(to - 1 - Math.floor(random() ** 3 * 4 * DAY), to);
      expect(section).toEqual(apart);
      expect(section.figures[0]?.current.value).toBe(section.overview.total_activities);
    }
  });

  it('is zero and empty for a user without activities', async () => {
    const { section, apart } = await between(
      SAMPLE_END - 7 * DAY,
      SAMPLE_END,
      'America/New_York',
      'nobody',
    );
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
