import {
  ArchiveJob,
  ArchiveOptions,
  ArchiveRepository,
  Database,
  PartitionMaintainer,
  RowAger,
} from '@trailmark/platform';
import { TestSchema, TestService, waitFor } from '@trailmark/testing';
import { createConnection } from 'mysql2/promise';
import { derivedJobs, DerivedJobs } from './derived-jobs.js';
import { startEvents } from './events-service.js';
import { store } from './stored-events.js';

const TABLE = 'analytics_events';
const RETENTION_DAYS = 100;
const DAY_MS = 86_400_000;

/** The first instant of the month so many months from now. */
const firstOf = (months: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
};
const monthText = (months: number): string => firstOf(months).toISOString().slice(0, 7);
const compact = (months: number): string => monthText(months).replace('-', '');

/** A moment at which the month so many months from now is just behind the retention. */
const behind = (months: number): Date =>
  new Date(firstOf(months + 1).getTime() + RETENTION_DAYS * DAY_MS + 60_000);

describe('archiving the events of a month', () => {
  let service: TestService;
  let schema: TestSchema;
  let jobs: DerivedJobs;

  const maintain = (now: Date) => service.app.get(PartitionMaintainer).maintain(TABLE, now);
  const age = (now: Date) => service.app.get(RowAger).purge(now);
  const ARCHIVE = `archive_${TABLE}_${compact(-2)}`;

  const job = async (options: ArchiveOptions, now = new Date()) => {
    const lines: string[] = [];
    const database = service.app.get(Database);
    const code = await new ArchiveJob(database, [TABLE], (line) => lines.push(line)).run(
      options,
      now,
    );
    return { code, lines };
  };
  const restore = (days: number, now: Date) =>
    job({ job: 'restore', month: compact(-2), days }, now);

  const partitions = async () =>
    (
      await schema.query<{ name: string }>(
        `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '${TABLE}'
          ORDER BY PARTITION_ORDINAL_POSITION`,
      )
    ).map(({ name }) => name);

  /** Sessions of the rows, by table; null: no such table. */
  const rowsOf = async (table: string) => {
    const tables = await schema.query('SHOW TABLES LIKE ?', [table]);
    if (tables.length === 0) return null;
    const rows = await schema.query<{ id: string }>(
      `SELECT session_id AS id FROM ${table} ORDER BY session_id`,
    );
    return rows.map(({ id }) => id);
  };

  const on = (months: number, day: number): string =>
    new Date(firstOf(months).getTime() + (day - 0.5) * DAY_MS).toISOString();

  beforeAll(async () => {
    service = await startEvents({
      RETENTION_DAYS: String(RETENTION_DAYS),
      ARCHIVE_DROPPED_PARTITIONS: 'true',
    });
    ({ schema } = service);
    jobs = derivedJobs(service);
    await waitFor(async () => (await partitions()).length > 1);
  });
  afterAll(() => service.stop());

  /** Two events two months ago, one of the last month, one of this. */
  beforeEach(async () => {
    const archives = await schema.query<Record<string, string>>(`SHOW TABLES LIKE 'archive%'`);
    for (const name of archives.flatMap((row) => Object.values(row))) {
      await schema.query(`DROP TABLE ${name}`);
    }
    for (const table of ['sessions', 'session_pages', 'event_days', 'page_days', 'event_slots']) {
      await schema.query(`DELETE FROM ${table}`);
    }
    await schema.query('DELETE FROM feature_days');
    await schema.query(`DELETE FROM ${TABLE}`);
    await schema.query(`ALTER TABLE ${TABLE} REMOVE PARTITIONING`);
    await schema.query(
      `ALTER TABLE ${TABLE} PARTITION BY RANGE COLUMNS (timestamp)
         (PARTITION p_future VALUES LESS THAN (MAXVALUE))`,
    );
    await maintain(new Date());
    await store(
      service,
      { session_id: 'a', timestamp: on(-2, 3), event_name: 'save' },
      {
        session_id: 'b',
        timestamp: on(-2, 20),
        event_name: 'page_view',
        properties: { page: '/' },
      },
      { session_id: 'c', timestamp: on(-1, 5) },
      { session_id: 'd', timestamp: on(0, 1) },
    );
  });

  it('moves it to a table of its own, and what is counted of it goes', async () => {
    await maintain(behind(-2));
    await age(behind(-2));
    expect(await rowsOf(TABLE)).toEqual(['c', 'd']);
    expect(await rowsOf(ARCHIVE)).toEqual(['a', 'b']);
    expect(await rowsOf('sessions')).toEqual(['c', 'd']);
    expect((await partitions()).slice(0, 2)).toEqual(['p_past', `p${compact(-1)}`]);
    await jobs.expectRight();
    expect(await jobs.run('check')).toMatchObject({ code: 0 });
  });

  it('makes no archive of a month without rows', async () => {
    await schema.query(`DELETE FROM ${TABLE} WHERE session_id IN ('a', 'b')`);
    await maintain(behind(-2));
    expect(await rowsOf(ARCHIVE)).toBeNull();
    expect((await partitions())[0]).toBe('p_past');
  });

  it('does it once when two replicas are at it, and nothing more the next time', async () => {
    await Promise.all([maintain(behind(-2)), maintain(behind(-2)), maintain(behind(-2))]);
    await maintain(behind(-2));
    expect(await rowsOf(TABLE)).toEqual(['c', 'd']);
    expect(await rowsOf(ARCHIVE)).toEqual(['a', 'b']);
  });

  const archives = new ArchiveRepository();
  const PARTITION = `p${compact(-2)}`;

  describe.each<[string, () => Promise<unknown>]>([
    [
      'the archive was made like the table',
      () => schema.query(`CREATE TABLE ${ARCHIVE} LIKE ${TABLE}`),
    ],
    [
      'the archive had lost its partitions',
      () => service.app.get(Database).read((sql) => archives.make(sql, TABLE, ARCHIVE)),
    ],
    [
      'partition and archive had changed places',
      () =>
        service.app.get(Database).read(async (sql) => {
          await archives.make(sql, TABLE, ARCHIVE);
          await archives.exchange(sql, TABLE, PARTITION, ARCHIVE);
        }),
    ],
  ])('when it was killed after %s', (_step, step) => {
    it('goes on from there', async () => {
      await step();
      await maintain(behind(-2));
      expect(await rowsOf(TABLE)).toEqual(['c', 'd']);
      expect(await rowsOf(ARCHIVE)).toEqual(['a', 'b']);
      expect((await partitions())[0]).toBe('p_past');
    });
  });

  it('takes what came for the month meanwhile to the archive, too', async () => {
    await service.app.get(Database).read(async (sql) => {
      await archives.make(sql, TABLE, ARCHIVE);
      await archives.exchange(sql, TABLE, PARTITION, ARCHIVE);
    });
    await store(service, { session_id: 'late', timestamp: on(-2, 9) });
    await maintain(behind(-2));
    expect(await rowsOf(ARCHIVE)).toEqual(['a', 'b', 'late']);
    expect(await rowsOf(TABLE)).toEqual(['c', 'd']);
  });

  it('gets its turn once a long reader is done, and lets writers by', async () => {
    const reader = await createConnection({ uri: schema.url });
    await reader.query(`START TRANSACTION`);
    await reader.query(`SELECT COUNT(*) FROM ${TABLE}`);
    const archiving = maintain(behind(-2));
    for (const session_id of ['e', 'f', 'g']) {
      await store(service, { session_id, timestamp: on(0, 1) });
    }
    await reader.end();
    await archiving;
    expect(await rowsOf(TABLE)).toEqual(['c', 'd', 'e', 'f', 'g']);
    expect(await rowsOf(ARCHIVE)).toEqual(['a', 'b']);
  });

  describe('restoring it', () => {
    const now = behind(-2);
    const later = (days: number) => new Date(now.getTime() + days * DAY_MS);

    beforeEach(async () => {
      await maintain(now);
      await age(now);
    });

    it('puts the rows back, and what is counted of them can be counted again', async () => {
      expect(await restore(10, now)).toEqual({
        code: 0,
        lines: [expect.stringMatching(`^${monthText(-2)} ${TABLE}: 2 rows put back, kept until `)],
      });
      expect(await rowsOf(TABLE)).toEqual(['a', 'b', 'c', 'd']);
      expect(await rowsOf(ARCHIVE)).toBeNull();
      expect((await partitions()).slice(0, 3)).toEqual(['p_past', PARTITION, `p${compact(-1)}`]);
      expect((await jobs.run('check')).code).toBe(1);
      await jobs.run('rebuild');
      await jobs.expectRight();
    });

    it('keeps it for the days asked for, with what is counted, and then archives it again', async () => {
      await restore(10, now);
      await jobs.run('rebuild');
      await maintain(later(9));
      await age(later(9));
      expect(await rowsOf(TABLE)).toEqual(['a', 'b', 'c', 'd']);
      await jobs.expectRight();
      await maintain(later(10));
      await age(later(10));
      expect(await rowsOf(TABLE)).toEqual(['c', 'd']);
      expect(await rowsOf(ARCHIVE)).toEqual(['a', 'b']);
      await jobs.expectRight();
    });

    it('leaves months between it and the present gone', async () => {
      await maintain(behind(-1));
      expect(await rowsOf(TABLE)).toEqual(['d']);
      await restore(10, behind(-1));
      await jobs.run('rebuild');
      await maintain(behind(-1));
      await age(behind(-1));
      expect(await rowsOf(TABLE)).toEqual(['a', 'b', 'd']);
      expect(await rowsOf(`archive_${TABLE}_${compact(-1)}`)).toEqual(['c']);
      expect((await partitions()).slice(0, 3)).toEqual(['p_past', PARTITION, `p${compact(-1)}`]);
      await jobs.expectRight();
      await maintain(new Date(behind(-1).getTime() + 11 * DAY_MS));
      expect((await partitions())[1]).toBe(`p${compact(0)}`);
    });

    it('goes on where it was stopped', async () => {
      await service.app
        .get(Database)
        .transaction((sql) => archives.move(sql, { table: ARCHIVE }, TABLE, 1));
      expect(await rowsOf(ARCHIVE)).toEqual(['b']);
      expect((await restore(10, now)).code).toBe(0);
      expect(await rowsOf(TABLE)).toEqual(['a', 'b', 'c', 'd']);
      expect(await rowsOf(ARCHIVE)).toBeNull();
    });

    it('fits rows into a table that was changed since', async () => {
      await schema.query(`ALTER TABLE ${TABLE} ADD COLUMN extra INT NOT NULL DEFAULT 7`);
      expect((await restore(10, now)).code).toBe(0);
      expect(await rowsOf(TABLE)).toEqual(['a', 'b', 'c', 'd']);
      await schema.query(`ALTER TABLE ${TABLE} DROP COLUMN extra`);
    });

    it('lists and drops archives, and says so when there is none', async () => {
      const line = `${monthText(-2)} ${TABLE}: about `;
      expect((await job({ job: 'list' })).lines).toEqual([expect.stringContaining(line)]);
      const drop = () => job({ job: 'drop', month: compact(-2) });
      expect(await drop()).toEqual({ code: 0, lines: [`${monthText(-2)} ${TABLE}: dropped`] });
      const none = { code: 1, lines: [`nothing of ${monthText(-2)} is archived`] };
      expect(await drop()).toEqual(none);
      expect(await restore(10, now)).toEqual(none);
      expect(await job({ job: 'list' })).toEqual({ code: 0, lines: [] });
    });
  });
});
