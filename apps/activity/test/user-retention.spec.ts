import { ChainReport, RecordActivityDto } from '@trailmark/contracts';
import { Database, UserRetentionKeeper } from '@trailmark/platform';
import { FakeRetentions, TestService } from '@trailmark/testing';
import { VerificationService } from '../src/chain/verification.service.js';
import { ActivityPast } from '../src/retention/activity-past.js';
import { aMessage, publish, settled } from './activity-messages.js';
import { startActivity } from './activity-service.js';

const DAY_MS = 86_400_000;

describe('a user’s own retention', () => {
  let service: TestService;
  let retentions: FakeRetentions;
  let users = 0;
  let user: string;

  const today = Date.parse(new Date().toISOString().slice(0, 10));
  const now = new Date(today + DAY_MS / 2);
  const daysAgo = (days: number): string => new Date(today - days * DAY_MS).toISOString();
  const dayAgo = (days: number): string => daysAgo(days).slice(0, 10);

  beforeAll(async () => {
    service = await startActivity();
    retentions = await FakeRetentions.start();
    await service.app.get(Database).ready();
  });
  afterAll(async () => {
    await service.stop();
    await retentions.stop();
  });

  /** In the order of recording, which is not that of time: some come late. */
  const DAYS = [70, 69, 45, 33, 40, 32, 12, 31, 11, 10, 44, 9, 3, 30, 2];

  beforeEach(async () => {
    retentions.days.clear();
    users += 1;
    user = `u${users}`;
    for (const days of [DAYS.slice(0, 8), DAYS.slice(8)]) {
      await publish([
        aMessage(...[user, 'other'].flatMap((user_id) => days.map((n) => on(user_id, n)))),
      ]);
      await settled();
    }
  });

  const on = (user_id: string, days: number): Partial<RecordActivityDto> => ({
    user_id,
    timestamp: daysAgo(days),
    description: `${days} days ago`,
    tags: ['a', days % 2 ? 'odd' : 'even'],
    metadata: days % 3 ? { success: days % 2 === 0 } : null,
  });

  const verify = (): Promise<ChainReport> =>
    service.app.get(VerificationService).verify({ user_id: user });
  const purge = (days: number) => {
    retentions.days.set(user, days);
    return service.app.get(UserRetentionKeeper).purge(now);
  };
  const countOf = async (user_id: string) =>
    (await service.schema.query('SELECT 1 FROM activity_logs WHERE user_id = ?', [user_id])).length;

  const expectCounted = async () => {
    for (const [counted, raw] of [
      [
        `SELECT user_id, CAST(day AS CHAR) AS day, activity_type, SUM(activities) + 0e0 AS n FROM activity_days
          GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
        `SELECT user_id, CAST(DATE(timestamp) AS CHAR) AS day, activity_type, COUNT(*) + 0e0 AS n
           FROM activity_logs GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      ],
      [
        `SELECT user_id, CAST(day AS CHAR) AS day, activities + 0e0 AS n FROM activity_tag_days
          WHERE tag = 'a' ORDER BY 1, 2`,
        `SELECT user_id, CAST(DATE(timestamp) AS CHAR) AS day, COUNT(*) + 0e0 AS n
           FROM activity_logs GROUP BY 1, 2 ORDER BY 1, 2`,
      ],
    ] as const) {
      expect(await service.schema.query(counted)).toEqual(await service.schema.query(raw));
    }
  };

  it('removes activities before it, and what is left can still be verified', async () => {
    const before = await verify();
    expect(before).toMatchObject({ intact: true, checked: 15, removed: 0 });
    const others = await countOf('other');
    await purge(31);
    expect(await countOf(user)).toBe(8);
    expect(await countOf('other')).toBe(others);
    await expectCounted();
    expect(await verify()).toMatchObject({
      intact: true,
      checked: 8,
      removed: 7,
      head: before.head,
    });
  });

  it('goes on day by day, in chunks, and lets new activities be recorded', async () => {
    await purge(40);
    await purge(11);
    await purge(10);
    expect(await verify()).toMatchObject({ intact: true, checked: 4, removed: 11 });
    await publish([aMessage(on(user, 1), on(user, 2))]);
    await settled();
    expect(await verify()).toMatchObject({ intact: true, checked: 6, removed: 11 });
    const past = service.app.get(ActivityPast);
    for (let size = 1; size > 0;) {
      size = await past.deleteSome(user, dayAgo(1), 2);
      expect(await verify()).toMatchObject({ intact: true });
    }
    expect(await verify()).toMatchObject({ intact: true, checked: 1, removed: 16 });
    await expectCounted();
  });

  it('of everything leaves chains that new activities continue', async () => {
    const past = service.app.get(ActivityPast);
    while ((await past.deleteSome(user, '9999-01-01', 4)) > 0);
    expect(await countOf(user)).toBe(0);
    expect(await verify()).toMatchObject({ intact: true, checked: 0, removed: 15 });
    await publish([aMessage(on(user, 0), on(user, 35))]);
    await settled();
    expect(await verify()).toMatchObject({ intact: true, checked: 2, removed: 15 });
  });

  describe('when every other link of a chain was removed', () => {
    const month = new Date(Date.now() - 45 * DAY_MS).toISOString().slice(0, 7);

    beforeEach(async () => {
      user = `${user}_gaps`;
      const days = ['10', '03', '11', '04', '12', '05', '13'];
      await publish([
        aMessage(...days.map((day) => ({ user_id: user, timestamp: `${month}-${day}T10:00:00Z` }))),
      ]);
      await settled();
      while ((await service.app.get(ActivityPast).deleteSome(user, `${month}-08`, 500)) > 0);
      expect(await verify()).toMatchObject({ intact: true, checked: 4, removed: 3 });
    });

    it.each([
      ['a row between two is gone', 'DELETE FROM activity_logs WHERE chain_seq = 3 AND'],
      ['the first row is gone', 'DELETE FROM activity_logs WHERE chain_seq = 1 AND'],
      ['the last row is gone', 'DELETE FROM activity_logs WHERE chain_seq = 7 AND'],
      ['a row was changed', `UPDATE activity_logs SET severity = 'trace' WHERE chain_seq = 5 AND`],
      ['more is called removed', 'UPDATE activity_removed SET last_seq = last_seq + 1 WHERE'],
      [
        'a removed link continues another',
        `UPDATE activity_removed SET previous_hash = REPEAT('x', 32) WHERE first_seq = 4 AND`,
      ],
      [
        'a removed link is another',
        `UPDATE activity_removed SET hash = REPEAT('x', 32) WHERE first_seq = 4 AND`,
      ],
      ['a link is gone that nobody removed', 'DELETE FROM activity_removed WHERE'],
    ])('verifying sees that %s', async (_case, damage) => {
      await service.schema.query(`${damage} user_id = ?`, [user]);
      expect(await verify()).toMatchObject({ intact: false });
    });
  });
});
