import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { TestSchema, TestService, waitFor } from '@trailmark/testing';
import { jobOptions } from '../src/rebuild/job-options.js';
import { MAX_LINES } from '../src/rebuild/report.js';
import { DerivedJobs, derivedJobs, messages, settled } from './derived-jobs.js';
import { DERIVED_TABLES, derivedTables } from './derived-recount.js';
import { aMessage, publish } from './event-messages.js';
import { startEvents } from './events-service.js';

/** Ways in which tables may have gone wrong, and which. */
const DAMAGES: [damage: string, tables: string[]][] = [
  [`UPDATE sessions SET page_views = page_views + 1 WHERE user_id = 'user_1'`, ['sessions']],
  [`UPDATE sessions SET started_at = started_at - INTERVAL 1 SECOND LIMIT 1`, ['sessions']],
  [`UPDATE sessions SET last_at = '2026-01-01' LIMIT 2`, ['sessions']],
  [`DELETE FROM sessions WHERE session_id = 's3'`, ['sessions']],
  [
    `INSERT INTO sessions VALUES ('gone', 's', '2026-10-02', '2026-10-02', 0, 1),
       ('user_1', 'never', '2026-10-02', '2026-10-02', 0, 1)`,
    ['sessions'],
  ],
  [`UPDATE session_pages SET first_at = first_at + INTERVAL 1 SECOND LIMIT 1`, ['session_pages']],
  [`DELETE FROM session_pages WHERE page = '/third'`, ['session_pages']],
  [`INSERT INTO session_pages VALUES ('user_0', 'x', '/x', '2026-10-02')`, ['session_pages']],
  [`UPDATE event_days SET count = count - 1 WHERE event_name = 'save' LIMIT 1`, ['event_days']],
  [`UPDATE event_days SET time_spent_ms = 0 WHERE time_spent_ms > 0`, ['event_days']],
  [`DELETE FROM event_days WHERE user_id = 'user_2'`, ['event_days']],
  [
    `INSERT INTO event_days VALUES ('user_1', '2026-05-05', 'user_action', 'content', 'x', 1, 0,
       '2026-05-05')`,
    ['event_days'],
  ],
  [`UPDATE page_days SET views = 99 LIMIT 1`, ['page_days']],
  [`INSERT INTO page_days VALUES ('gone', '2026-10-02', '/', 1)`, ['page_days']],
  [`UPDATE event_slots SET errors = errors + 1 LIMIT 1`, ['event_slots']],
  [`DELETE FROM event_slots LIMIT 2`, ['event_slots']],
  [`INSERT INTO event_slots VALUES ('user_1', '2026-10-02 12:30:00', 1, 0, 0)`, ['event_slots']],
  [`DELETE FROM feature_days WHERE event_name = 'save'`, ['feature_days']],
  [`INSERT INTO feature_days VALUES ('2026-10-02', 'content', 'unused')`, ['feature_days']],
  [DERIVED_TABLES.map((table) => `DELETE FROM ${table}`).join(';'), [...DERIVED_TABLES]],
];

describe('checking and rebuilding the derived tables', () => {
  let service: TestService;
  let schema: TestSchema;
  let jobs: DerivedJobs;

  /** Tables that the lines of differences name. */
  const namedIn = (lines: string[]) =>
    [...new Set(lines.flatMap((line) => /^(\w+) \[/.exec(line)?.[1] ?? []))].toSorted();

  beforeAll(async () => {
    service = await startEvents();
    ({ schema } = service);
    jobs = derivedJobs(service);
    await publish(messages(30));
    await settled();
  });
  afterAll(() => service.stop());

  it('finds nothing where nothing is wrong, and changes nothing', async () => {
    expect(await jobs.run('check')).toMatchObject({ code: 0 });
    const { code, lines } = await jobs.run('rebuild');
    expect({ code, last: lines.at(-1) }).toEqual({
      code: 0,
      last: expect.stringMatching(/^\d+ parts looked at, 0 rows changed$/),
    });
    await jobs.expectRight();
  });

  it.each(DAMAGES)('names and mends %s', async (damage, tables) => {
    await jobs.damaged(damage);
    const before = await derivedTables(schema);
    const check = await jobs.run('check');
    expect(check.code).toBe(1);
    expect(namedIn(check.lines)).toEqual(tables.toSorted());
    expect(await derivedTables(schema)).toEqual(before);
    const found = check.lines.filter((line) => /^\w+ \[/.test(line)).length;
    const rebuilt = await jobs.run('rebuild');
    expect(rebuilt.lines.at(-1)).toMatch(new RegExp(`, ${found} rows changed$`));
    expect(await jobs.run('check')).toMatchObject({ code: 0 });
    await jobs.expectRight();
  });

  it('takes pages that differ in trailing spaces for one, as the database does', async () => {
    const viewed = ['/pad ?x=1', '/pad', '/pad  #y'].map((page) => ({
      user_id: 'padded',
      event_name: 'page_view',
      properties: { page },
      timestamp: '2026-10-02T10:00:00Z',
    }));
    await publish([aMessage(...viewed)]);
    await settled();
    expect(await schema.query(`SELECT views FROM page_days WHERE user_id = 'padded'`)).toEqual([
      { views: 3 },
    ]);
    expect((await jobs.run('check')).code).toBe(0);
    await schema.query(`DELETE FROM analytics_events WHERE user_id = 'padded'`);
    await jobs.run('rebuild');
    await jobs.expectRight();
  });

  it('tells a difference with its key, what is stored and what was counted', async () => {
    await jobs.damaged(
      `INSERT INTO page_days VALUES ('user_1', '2026-10-02', '/x', 7)`,
      `INSERT INTO feature_days VALUES ('2026-10-02', 'content', 'unused')`,
    );
    const { lines } = await jobs.run('check');
    expect(lines).toEqual([
      'page_days ["user_1","2026-10-02","/x"]: stored [7], counted no row',
      'feature_days ["2026-10-02","unused","content"]: stored a row, counted no row',
      'page_days: 1',
      'feature_days: 1',
      expect.stringMatching(/^\d+ parts looked at, 2 rows differ$/),
    ]);
    await jobs.run('rebuild');
  });

  it('prints a thousand differences at most, and counts them all', async () => {
    const rows = Array.from({ length: 1203 }, (_, n) => ['many', '2026-10-02', `/${n}`, 1]);
    await schema.query('INSERT INTO page_days VALUES ?', [rows]);
    const { lines } = await jobs.run('check');
    expect(lines.filter((line) => line.startsWith('page_days ['))).toHaveLength(MAX_LINES);
    expect(lines).toEqual(expect.arrayContaining(['… and 203 more', 'page_days: 1203']));
    await jobs.run('rebuild');
    await jobs.expectRight();
  });

  it('looks at one user only when told so', async () => {
    await jobs.damaged(
      'UPDATE sessions SET events = 0',
      `INSERT INTO feature_days VALUES ('2026-10-02', 'content', 'unused')`,
    );
    const { lines } = await jobs.run('check', '--user', 'user_1');
    expect(namedIn(lines)).toEqual(['sessions']);
    expect(lines.filter((line) => line.includes('["user_1"'))).toHaveLength(7);
    await jobs.run('rebuild', '--user', 'user_1');
    expect((await jobs.run('check', '--user', 'user_1')).code).toBe(0);
    expect((await jobs.run('check', '--user', 'user_2')).code).toBe(1);
    await jobs.run('rebuild');
    await jobs.expectRight();
  });

  it('looks at some days only when told so, and at the sessions that touch them', async () => {
    await jobs.damaged('UPDATE event_slots SET events = 0', 'UPDATE sessions SET events = 0');
    await schema.query(
      `INSERT INTO sessions VALUES ('user_1', 'later', '2026-10-03', '2026-10-03', 0, 1)`,
    );
    const days = ['--from', '2026-10-02', '--to', '2026-10-02'];
    const { lines } = await jobs.run('check', ...days);
    const slots = lines.filter((line) => line.startsWith('event_slots ['));
    expect(slots.length).toBeGreaterThan(0);
    expect(slots.every((line) => line.includes('2026-10-02T'))).toBe(true);
    const touching = await schema.query(
      `SELECT DISTINCT user_id, session_id FROM analytics_events
        WHERE timestamp >= '2026-10-02' AND timestamp < '2026-10-03'`,
    );
    expect(lines.filter((line) => line.startsWith('sessions ['))).toHaveLength(touching.length);
    await jobs.run('rebuild', ...days);
    expect((await jobs.run('check', ...days)).code).toBe(0);
    expect((await jobs.run('check')).code).toBe(1);
    await jobs.run('rebuild');
    await jobs.expectRight();
  });

  it('leaves alone what was counted of months whose events are gone', async () => {
    await schema.query(
      `INSERT INTO event_days VALUES ('user_1', '2001-05-05', 'user_action', 'content', 'x', 1, 0,
         '2001-05-05')`,
    );
    await schema.query(
      `INSERT INTO sessions VALUES ('user_1', 'old', '2001-05-05', '2001-05-05', 0, 1)`,
    );
    await waitFor(async () => {
      const partitions = await schema.query(
        `SELECT 1 FROM information_schema.PARTITIONS
          WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'analytics_events'`,
      );
      return partitions.length > 1;
    });
    expect((await jobs.run('check')).code).toBe(0);
    await jobs.run('rebuild');
    expect(await schema.query(`SELECT day FROM event_days WHERE day < '2002-01-01'`)).toHaveLength(
      1,
    );
    await jobs.damaged(
      `DELETE FROM event_days WHERE day < '2002-01-01'`,
      `DELETE FROM sessions WHERE session_id = 'old'`,
    );
  });

  it.each([
    [[]],
    [['mend']],
    [['check', 'rebuild']],
    [['check', '--users', 'x']],
    [['check', '--from', '2026-02-30']],
    [['check', '--from', '2026-02-02', '--to', '2026-02-01']],
    [['check', '--user', '']],
  ])('refuses the command line %j', (args) => {
    expect(() => jobOptions(args)).toThrow();
  });

  it('as a command end with 0, 1 or 2 and need no more than the database’s URL', async () => {
    const command = async (...args: string[]) => {
      const script = join(__dirname, '../dist/derived.js');
      const env = { PATH: process.env.PATH, DATABASE_URL: schema.url };
      const child = spawn(process.execPath, [script, ...args], { env, stdio: 'ignore' });
      const [code] = (await once(child, 'exit')) as [number];
      return code;
    };
    expect(await command('check')).toBe(0);
    await jobs.damaged('DELETE FROM page_days LIMIT 1');
    expect(await command('check')).toBe(1);
    expect(await command('rebuild', '--user', 'nobody')).toBe(0);
    expect(await command('rebuild')).toBe(0);
    expect(await command('check')).toBe(0);
    expect(await command('chek')).toBe(2);
  });
});
