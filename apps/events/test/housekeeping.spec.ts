import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LedgerRepository } from '@trailmark/ingest';
import { Database, PartitionMaintainer } from '@trailmark/platform';
import { TestSchema, TestService, waitFor } from '@trailmark/testing';
import { aMessage, publish, unacknowledged } from './event-messages.js';
import { startEvents } from './events-service.js';

const DAY_MS = 86_400_000;

describe('housekeeping of the events schema', () => {
  let service: TestService;
  let schema: TestSchema;
  let app: NestFastifyApplication;

  const partitions = async () =>
    (
      await schema.query<{ name: string }>(
        `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'analytics_events'
          ORDER BY PARTITION_ORDINAL_POSITION`,
      )
    ).map(({ name }) => name);

  beforeAll(async () => {
    service = await startEvents({ RETENTION_DAYS: '60' });
    ({ app, schema } = service);
    await waitFor(async () => (await partitions()).length > 1);
  });
  afterAll(async () => {
    await service.stop();
  });

  it('makes month partitions ahead and drops those behind the retention, with their rows', async () => {
    await publish([aMessage({ timestamp: new Date().toISOString() }, { user_id: 'kept' })]);
    await waitFor(async () => (await unacknowledged()) === 0);
    const before = await partitions();
    expect(before.at(-1)).toBe('p_future');
    expect(before.length).toBeGreaterThanOrEqual(6);

    const inAYear = new Date(Date.now() + 365 * DAY_MS);
    await app.get(PartitionMaintainer).maintain('analytics_events', inAYear);
    const after = await partitions();
    expect(after.filter((name) => before.includes(name))).toEqual(
      before.filter((name) => name === 'p_future' || after.includes(name)),
    );
    expect(after).not.toContain(before[0]);
    expect(await schema.query('SELECT id FROM analytics_events')).toEqual([]);
  });

  it('forgets client keys after seven days, and messages only once they are acknowledged', async () => {
    await publish([aMessage({ event_id: 'k' })]);
    await waitFor(async () => (await unacknowledged()) === 0);
    const database = app.get(Database);
    const ledger = app.get(LedgerRepository);
    const purge = (days: number, ackFloor: number) =>
      database.transaction((sql) =>
        ledger.purge(sql, new Date(Date.now() + days * DAY_MS), ackFloor, 1000),
      );
    expect(await purge(6.9, 0)).toBe(0);
    expect(await purge(7.1, 0)).toBe(1);
    expect(await purge(7.1, 1_000_000)).toBeGreaterThanOrEqual(1);
    expect(await schema.query('SELECT message_id FROM ingest_messages')).toEqual([]);
  });
});
