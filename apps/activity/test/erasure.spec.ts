import {
  callRpc,
  countByTable,
  eraseFrom,
  exportFrom,
  mentionsOf,
  TestSchema,
  TestService,
  unindexedBy,
} from '@trailmark/testing';
import { aMessage, publish, settled } from './activity-messages.js';
import { startActivity } from './activity-service.js';

const GONE = 'gone_user';

describe('erasing a user from the activity service', () => {
  let service: TestService;
  let schema: TestSchema;

  const rowsOf = (user: string) =>
    schema.query('SELECT * FROM activity_logs WHERE user_id = ? ORDER BY timestamp, id', [user]);

  beforeAll(async () => {
    service = await startActivity();
    ({ schema } = service);
    const activities = Array.from({ length: 60 }, (_, n) => ({
      user_id: n % 2 ? GONE : 'ann',
      activity_id: `a${n}`,
      timestamp: `2026-0${8 + (n % 2)}-${10 + (n % 5)}T10:00:00Z`,
    }));
    await publish([aMessage(...activities)]);
    await settled();
  });
  afterAll(() => service.stop());

  it('takes the whole chain, and leaves the chains of others intact', async () => {
    const before = await rowsOf('ann');
    const rows = await exportFrom('activity', GONE);
    const { counts } = await eraseFrom('activity', GONE);
    expect(counts).toEqual(countByTable(rows));
    expect(counts).toMatchObject({ activity_logs: 30, activity_chains: 1, ingest_keys: 30 });
    expect(await mentionsOf(schema, GONE)).toEqual([]);
    expect(await rowsOf('ann')).toEqual(before);
    const report = await callRpc('activity.activity.verify', { user_id: 'ann' });
    expect(report).toMatchObject({ intact: true });
  });

  it('overlooks no table whose partitions change meanwhile', async () => {
    const told = async () => countByTable(await exportFrom('activity', 'ann'));
    const before = await told();
    let changed = false;
    const changing = (async () => {
      for (let year = 9000; year < 9080; year += 1) {
        await schema.query(
          `ALTER TABLE activity_tag_days REORGANIZE PARTITION p_future INTO
             (PARTITION p${year} VALUES LESS THAN ('${year}-01-01'),
              PARTITION p_future VALUES LESS THAN (MAXVALUE))`,
        );
      }
      changed = true;
    })();
    while (!changed) expect(await told()).toEqual(before);
    await changing;
  });

  it('drops what comes late, and begins no new chain', async () => {
    await publish([aMessage({ user_id: GONE }, { user_id: 'ann' })]);
    await settled();
    expect(await mentionsOf(schema, GONE)).toEqual([]);
    expect(await rowsOf('ann')).toHaveLength(31);
  });

  it('finds a user’s rows by an index in every table', async () => {
    expect(await unindexedBy(schema, 'user_id')).toEqual([]);
  });
});
