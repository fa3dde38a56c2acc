import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ChainReport } from '@trailmark/contracts';
import { PartitionMaintainer } from '@trailmark/platform';
import {
  createSchema,
  resetStreams,
  startTestApp,
  testEnv,
  TestSchema,
  waitFor,
} from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { VerificationService } from '../src/chain/verification.service.js';
import { ActivityConfig } from '../src/config.js';
import { aMessage, publish, settled } from './activity-messages.js';

const RETENTION_DAYS = 100;
const DAY_MS = 86_400_000;
const THIS_MONTH = new Date().toISOString().slice(0, 7);
/** A month that ended a while ago and is far from the edge of the retention. */
const EARLIER = new Date(Date.now() - 40 * DAY_MS).toISOString().slice(0, 7);

describe('verifying the activities of a user', () => {
  let schema: TestSchema;
  let app: NestFastifyApplication;
  let users = 0;
  let user: string;

  beforeAll(async () => {
    await resetStreams();
    schema = await createSchema();
    const env = testEnv({ DATABASE_URL: schema.url, RETENTION_DAYS: String(RETENTION_DAYS) });
    app = await startTestApp({ module: AppModule, config: ActivityConfig, env, queue: 'activity' });
    await waitFor(async () => {
      const [row] = await schema.query<{ n: number }>(
        `SELECT COUNT(DISTINCT TABLE_NAME) AS n FROM information_schema.PARTITIONS
          WHERE TABLE_SCHEMA = DATABASE() AND PARTITION_NAME <> 'p_future'
            AND PARTITION_NAME IS NOT NULL`,
      );
      return row?.n === 5;
    });
  });
  afterAll(async () => {
    await app.close();
    await schema.drop();
  });

  const verify = (cursor?: string): Promise<ChainReport> =>
    app.get(VerificationService).verify({ user_id: user, ...(cursor && { cursor }) });

  /** Ten activities in an earlier month and ten in this one, recorded in turn. */
  beforeEach(async () => {
    users += 1;
    user = `u${users}`;
    const at = (month: string, n: number) =>
      month === THIS_MONTH ? new Date().toISOString() : `${month}-1${n}T10:00:00.123Z`;
    for (let n = 0; n < 10; n += 5) {
      const facts = [0, 1, 2, 3, 4].flatMap((m) =>
        [EARLIER, THIS_MONTH].map((month) => ({
          user_id: user,
          timestamp: at(month, n + m),
          description: `${month} ${n + m} – “é” 𝄞 \\ ' "`,
          details: { z: 1.5, a: { d: [1e21, 1e-7, -0, 2 ** 63], c: null } },
          metadata: { 'key "x"': true, é: '☃', '': [] },
        })),
      );
      await publish([aMessage(...facts)]);
      await settled();
    }
  });

  const inMonth = (month = EARLIER): string =>
    `user_id = '${user}' AND timestamp >= '${month}-01' AND timestamp < '${month}-01' + INTERVAL 1 MONTH`;

  it('finds nothing wrong with what was recorded', async () => {
    expect(await verify()).toMatchObject({
      intact: true,
      complete: true,
      checked: 20,
      head: { month: THIS_MONTH, chain_seq: 10 },
      first_broken: null,
      next_cursor: null,
    });
  });

  it.each([
    [`description = 'nothing happened'`],
    [`details = '{"z":1.5}'`],
    [`metadata = NULL`],
    [`severity = 'trace'`],
    [`activity_type = 'info'`],
    [`activity_category = 'system'`],
    [`session_id = 'other'`],
    [`tags = '["creation","project"]'`],
    [`timestamp = timestamp + INTERVAL 1 SECOND`],
    [`created_at = created_at - INTERVAL 1 DAY`],
    [`id = UNHEX('0192d3a012347abc8def0123456789ab')`],
    [`previous_hash = REPEAT('x', 32)`],
    [`hash = REPEAT('x', 32)`],
  ])('names a row of which somebody set %s', async (change) => {
    await schema.query(`UPDATE activity_logs SET ${change} WHERE ${inMonth()} AND chain_seq = 4`);
    expect(await verify()).toMatchObject({
      intact: false,
      checked: 3,
      first_broken: { month: EARLIER, chain_seq: 4, reason: 'content_changed' },
    });
  });

  it.each([
    ['a row in the middle', 'chain_seq = 5', 5, 'missing'],
    ['the first row', 'chain_seq = 1', 1, 'missing'],
    ['several rows', 'chain_seq BETWEEN 3 AND 6', 3, 'missing'],
    ['the last row', 'chain_seq = 10', 10, 'truncated'],
    ['all from one on', 'chain_seq >= 7', 7, 'truncated'],
    ['all rows', 'chain_seq > 0', 1, 'truncated'],
  ])('sees that %s was deleted', async (_case, which, chain_seq, reason) => {
    await schema.query(`DELETE FROM activity_logs WHERE ${inMonth()} AND ${which}`);
    const { intact, first_broken } = await verify();
    expect(intact).toBe(false);
    expect(first_broken).toEqual({ activity_id: null, month: EARLIER, chain_seq, reason });
  });

  const copy = (seq: string, timestamp = 'timestamp') =>
    schema.query(
      `INSERT INTO activity_logs
         (id, user_id, session_id, timestamp, activity_type, activity_category, description,
          details, metadata, severity, tags, created_at, chain_seq, previous_hash, hash)
       SELECT UNHEX(REPLACE(UUID(), '-', '')), user_id, session_id, ${timestamp}, activity_type,
              activity_category, description, details, metadata, severity, tags, created_at, ${seq},
              previous_hash, hash
         FROM activity_logs WHERE ${inMonth()} AND chain_seq = 5`,
    );

  it.each([
    ['with a number that is taken', '5', 'timestamp'],
    ['after the last one', '11', 'timestamp'],
    ['before the first one', '0', 'timestamp'],
    ['in a month of its own', '1', 'timestamp - INTERVAL 1 MONTH'],
  ])('sees that a row was inserted %s', async (_case, seq, timestamp) => {
    await copy(seq, timestamp);
    const { intact, first_broken } = await verify();
    expect(intact).toBe(false);
    expect(['inserted', 'content_changed']).toContain(first_broken?.reason);
    expect(first_broken?.activity_id).toMatch(/^[\da-f-]{36}$/);
  });

  it('sees that two rows changed places', async () => {
    const swap = `CASE chain_seq WHEN 3 THEN 6 ELSE 3 END`;
    await schema.query(
      `UPDATE activity_logs SET chain_seq = ${swap} WHERE ${inMonth()} AND chain_seq IN (3, 6)`,
    );
    expect((await verify()).first_broken).toMatchObject({
      chain_seq: 3,
      reason: 'content_changed',
    });
  });

  it('sees that a row was replaced by another whose own hash is right', async () => {
    await schema.query(
      `UPDATE activity_logs AS mine JOIN activity_logs AS other
           ON other.user_id = 'u1' AND other.chain_seq = 5
              AND other.timestamp >= '${THIS_MONTH}-01'
          SET mine.hash = other.hash
        WHERE mine.user_id = '${user}' AND mine.chain_seq = 10
          AND mine.timestamp >= '${THIS_MONTH}-01'`,
    );
    expect((await verify()).first_broken).toMatchObject({ month: THIS_MONTH, chain_seq: 10 });
  });

  it('sees that a head was set back together with the rows after it', async () => {
    await schema.query(`DELETE FROM activity_logs WHERE ${inMonth()} AND chain_seq > 8`);
    await schema.query(
      `UPDATE activity_chains SET seq = 8 WHERE user_id = '${user}' AND month = '${EARLIER}-01'`,
    );
    expect((await verify()).first_broken).toMatchObject({ chain_seq: 8, reason: 'link_broken' });
  });

  it('sees that a head was removed', async () => {
    await schema.query(
      `DELETE FROM activity_chains WHERE user_id = '${user}' AND month = '${EARLIER}-01'`,
    );
    expect((await verify()).first_broken).toMatchObject({ month: EARLIER, reason: 'inserted' });
  });

  describe('when a month continues an earlier one', () => {
    const first = `${EARLIER}-05T00:00:00.000Z`;

    beforeEach(async () => {
      user = `${user}_months`;
      await publish([
        aMessage({ user_id: user, timestamp: first }, { user_id: user, timestamp: first }),
      ]);
      await settled();
      await publish([aMessage({ user_id: user })]);
      await settled();
    });

    it('is whole', async () => {
      expect(await verify()).toMatchObject({ intact: true, checked: 3 });
    });

    it('sees that the earlier month is gone, head and all', async () => {
      await schema.query(`DELETE FROM activity_logs WHERE ${inMonth()}`);
      await schema.query(
        `DELETE FROM activity_chains WHERE user_id = '${user}' AND month = '${EARLIER}-01'`,
      );
      expect((await verify()).first_broken).toMatchObject({
        month: THIS_MONTH,
        chain_seq: 1,
        reason: 'link_broken',
      });
    });
  });

  it('goes on from its cursor when the time was up', async () => {
    const many = Array.from({ length: 500 }, () => ({ user_id: user }));
    await publish([aMessage(...many)]);
    await settled();
    const now = jest.spyOn(Date, 'now');
    const start = Date.now();
    let calls = 0;
    now.mockImplementation(() => start + 3000 * (calls += 1));
    const first = await verify();
    now.mockRestore();
    expect(first).toMatchObject({ intact: true, complete: false });
    expect(first.checked).toBeLessThan(520);
    const rest = await verify(first.next_cursor ?? '');
    expect(rest).toMatchObject({ intact: true, complete: true, next_cursor: null });
    expect(first.checked + rest.checked).toBe(520);
  });

  it('does not cry when the retention drops months, nor when old ones came late', async () => {
    user = `${user}_late`;
    const old = new Date(Date.now() - 95 * DAY_MS).toISOString();
    await publish([aMessage({ user_id: user, timestamp: old }, { user_id: user })]);
    await publish([aMessage({ user_id: user, timestamp: old }, { user_id: user })]);
    await publish([aMessage({ user_id: user })]);
    await settled();
    expect(await verify()).toMatchObject({ intact: true, checked: 5 });

    const later = new Date(Date.now() + 40 * DAY_MS);
    for (const table of [
      'activity_logs',
      'activity_days',
      'activity_tag_days',
      'activity_chains',
      'activity_removed',
    ]) {
      await app.get(PartitionMaintainer).maintain(table, later);
    }
    jest.useFakeTimers({ now: later, advanceTimers: true });
    try {
      expect(await verify()).toMatchObject({ intact: true, checked: 3, first_broken: null });
    } finally {
      jest.useRealTimers();
    }
  });
});
