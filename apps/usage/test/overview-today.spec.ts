import { UserPeriodDto } from '@trailmark/contracts';
import { TestService, waitFor } from '@trailmark/testing';
import { aDay, FakeEvents } from './fake-events.js';
import { shift } from './recount.js';
import { submit } from './usage-messages.js';
import { askUsage, startUsage } from './usage-service.js';

describe('usage.overview.find of today, of which more comes in', () => {
  let service: TestService;
  let events: FakeEvents;
  let today: string;

  /** What the user used on the two days up to the last, the most first. */
  const namesOf = async (user_id: string, last = today): Promise<string[]> => {
    const days = { start_date: shift(last, -1), end_date: last };
    const query = Object.assign(new UserPeriodDto(), { user_id, time_period: 'custom', ...days });
    const answer = await askUsage(service, 'usage.overview.find', query);
    return answer.overview.most_used_features.map(({ feature_name }) => feature_name);
  };

  beforeAll(async () => {
    service = await startUsage();
    events = await FakeEvents.start();
  });
  afterAll(async () => {
    await events.stop();
    await service.stop();
  });
  beforeEach(() => {
    today = new Date().toISOString().slice(0, 10);
  });

  it('tells what the events say with the first answer, and leaves storing it to a quiet moment', async () => {
    const stored = (): Promise<unknown[]> =>
      service.schema.query("SELECT id FROM usage_metrics WHERE user_id = 'ann'");
    events.days.set('ann', [aDay(today, { features: { save: 2 } })]);
    expect(await namesOf('ann')).toEqual(['save']);
    events.days.set('ann', [aDay(today, { events: 2, features: { save: 2, open: 3 } })]);
    expect(await namesOf('ann')).toEqual(['open', 'save']);
    expect(events.asked).toHaveLength(2);
    expect(await stored()).toEqual([]);
    await waitFor(async () => (await stored()).length === 1);
    await events.become('away');
    expect(await namesOf('ann')).toEqual(['open', 'save']);
    await events.become('answering');
  });

  it.each([-1, 0, 1])(
    'asks once where the last day is %d days from today, as it may be in another zone',
    async (ahead) => {
      const last = shift(today, ahead);
      const user = `zoe ${ahead}`;
      events.days.set(user, [aDay(ahead < 0 ? last : today, { features: { save: 1 } })]);
      events.asked = [];
      expect(await namesOf(user, last)).toEqual(['save']);
      expect(events.asked).toHaveLength(1);
    },
  );

  it.each([
    ['bob', { share: 1 }],
    ['cid', {}],
  ])('tells %s of %j, which a client submitted, instead', async (user, features) => {
    events.days.set(user, [aDay(today, { features: { save: 2 } })]);
    const features_used = Object.entries(features).map(([feature_name, usage_count]) => ({
      feature_name,
      usage_count,
    }));
    await submit([{ user_id: user, date: today, features_used }]);
    expect(await namesOf(user)).toEqual(Object.keys(features));
  });
});
