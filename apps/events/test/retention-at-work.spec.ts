import {
  ArchiveJob,
  Database,
  PartitionMaintainer,
  RowAger,
  UserRetentionKeeper,
} from '@trailmark/platform';
import { FakeRetentions, TestSchema, TestService, waitFor } from '@trailmark/testing';
import { derivedJobs } from './derived-jobs.js';
import { startEvents } from './events-service.js';
import { Latency } from './latency.js';
import { store } from './stored-events.js';

const TABLE = 'analytics_events';
const RETENTION_DAYS = 100;
const DAY_MS = 86_400_000;
const WRITERS = 2;
const BATCH = 20;

/** Events of each month that goes; `BENCH_ROWS=1000000 npx jest <this file>` prints what it costs writers. */
const ROWS = Number(process.env.BENCH_ROWS ?? 500);
const BASELINE_MS = process.env.BENCH_ROWS ? 10_000 : 200;
const USERS = process.env.BENCH_ROWS ? 20 : 2;

/** 0 to 999 999. */
const DIGITS = `(SELECT 0 AS d ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((d) => `UNION ALL SELECT ${d}`).join(' ')})`;
const NUMBERS = `(SELECT ${[0, 1, 2, 3, 4, 5].map((place) => `t${place}.d * ${10 ** place}`).join(' + ')} AS seq
  FROM ${[0, 1, 2, 3, 4, 5].map((place) => `${DIGITS} AS t${place}`).join(', ')}) AS numbers`;

const firstOf = (months: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
};
const behind = (months: number): Date =>
  new Date(firstOf(months + 1).getTime() + RETENTION_DAYS * DAY_MS + 60_000);

describe('while events come in', () => {
  let service: TestService;
  let schema: TestSchema;
  let retentions: FakeRetentions;
  let written = 0;
  const lines: string[] = [];

  /** Many events of many users in a month, two a slot, and slots that count them. */
  const fill = async (months: number, user: string) => {
    const from = firstOf(months).toISOString().slice(0, 10);
    await schema.query(
      `INSERT INTO ${TABLE} (id, user_id, session_id, event_type, event_name, event_category,
                             properties, timestamp, source, platform)
       SELECT UNHEX(REPLACE(UUID(), '-', '')), CONCAT(?, seq MOD 1000), CONCAT('s', seq),
              'user_action', 'save', 'interaction', '{"page":"/some/page"}',
              ? + INTERVAL (seq * 7919) MOD 2300000 SECOND, 'web_app', 'web'
         FROM ${NUMBERS} WHERE seq < ${ROWS}`,
      [user, from],
    );
    await schema.query(
      `INSERT INTO event_slots (user_id, slot, events, page_views, errors)
       SELECT user_id, DATE(timestamp) + INTERVAL HOUR(timestamp) HOUR, COUNT(*), 0, 0 FROM ${TABLE}
        WHERE user_id LIKE CONCAT(?, '%') AND timestamp >= ? GROUP BY 1, 2`,
      [user, from],
    );
  };

  beforeAll(async () => {
    service = await startEvents({
      RETENTION_DAYS: String(RETENTION_DAYS),
      ARCHIVE_DROPPED_PARTITIONS: 'true',
    });
    ({ schema } = service);
    retentions = await FakeRetentions.start();
    await waitFor(async () => {
      const months = await schema.query(
        `SELECT 1 FROM information_schema.PARTITIONS
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '${TABLE}'`,
      );
      return months.length > 1;
    });
    await fill(-3, 'early');
    await fill(-2, 'late');
    lines.push(
      `${' '.repeat(32)}${['commits', 'p50', 'p95', 'p99', 'max'].map((name) => name.padStart(8)).join('')}`,
    );
  }, 600_000);
  afterAll(async () => {
    await service.stop();
    await retentions.stop();
    if (process.env.BENCH_ROWS) process.stdout.write(`${lines.join('\n')}\n`);
  });

  /** Stores events as fast as it can, until the work is done. */
  const besides = async (name: string, work: () => Promise<unknown>) => {
    const latency = new Latency();
    let done = false;
    const write = async () => {
      while (!done) {
        const events = Array.from({ length: BATCH }, (_, n) => ({
          user_id: `writer_${(written + n) % 97}`,
          session_id: `s${written % 13}`,
          timestamp: new Date().toISOString(),
        }));
        await latency.measure(() => store(service, ...events));
        written += BATCH;
      }
    };
    const writing = Array.from({ length: WRITERS }, write);
    const start = performance.now();
    await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    done = true;
    await Promise.all(writing);
    lines.push(latency.line(`${name} (${seconds} s)`));
  };

  const maintain = (months: number) =>
    service.app.get(PartitionMaintainer).maintain(TABLE, behind(months));

  it('retention, archive, restoring and users’ own retention lose none of them', async () => {
    await besides('nothing else', () => new Promise((done) => setTimeout(done, BASELINE_MS)));
    await besides('archiving a month', () => maintain(-3));
    await besides('deleting its slots', () => service.app.get(RowAger).purge(behind(-3)));
    const month = firstOf(-3).toISOString().slice(0, 7).replace('-', '');
    const job = new ArchiveJob(service.app.get(Database), [TABLE], () => undefined);
    await besides('restoring it', () => job.run({ job: 'restore', month, days: 1 }, behind(-3)));
    for (let user = 0; user < USERS; user += 1) retentions.days.set(`late${user}`, 1);
    await besides(`${USERS} users’ own retention`, () =>
      service.app.get(UserRetentionKeeper).purge(),
    );
    await besides('archiving two months', () => maintain(-2));

    const [row] = await schema.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM ${TABLE} WHERE user_id LIKE 'writer%'`,
    );
    expect(row?.n).toBe(written);
    const [archived] = await schema.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM archive_${TABLE}_${month}`,
    );
    expect(archived?.n).toBe(ROWS);
    const check = await derivedJobs(service).run('check', '--user', 'writer_1');
    expect(check.lines).toEqual([expect.stringMatching(/ 0 rows differ$/)]);
  }, 600_000);
});
