import { UserRetentionKeeper } from '@trailmark/platform';
import { FakeRetentions, TestService } from '@trailmark/testing';
import { submit } from './usage-messages.js';
import { startUsage } from './usage-service.js';

const DAY_MS = 86_400_000;

describe('a user’s own retention', () => {
  let service: TestService;
  let retentions: FakeRetentions;

  beforeAll(async () => {
    service = await startUsage();
    retentions = await FakeRetentions.start();
  });
  afterAll(async () => {
    await service.stop();
    await retentions.stop();
  });

  const now = Date.now();
  const daysAgo = (days: number): string =>
    new Date(now - days * DAY_MS).toISOString().slice(0, 10);

  const daysOf = async (user: string) =>
    (
      await service.schema.query<{ date: string }>(
        `SELECT CAST(date AS CHAR) AS date FROM usage_metrics
          WHERE user_id = ? ORDER BY usage_metrics.date`,
        [user],
      )
    ).map(({ date }) => date);

  it('removes days before it, the day it begins in stays, and other users keep theirs', async () => {
    const days = [40, 11, 10, 9, 1];
    await submit(
      ['ann', 'bob'].flatMap((user_id) =>
        days.map((day) => ({ user_id, date: daysAgo(day), session_count: 1 })),
      ),
    );
    retentions.days.set('ann', 10);
    retentions.days.set('nobody', 10);
    await service.app.get(UserRetentionKeeper).purge();
    expect(await daysOf('ann')).toEqual([10, 9, 1].map(daysAgo));
    expect(await daysOf('bob')).toEqual(days.map(daysAgo));
  });
});
