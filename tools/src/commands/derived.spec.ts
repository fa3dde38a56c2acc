import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { main } from '../cli.js';
import { refOf } from '../processes/process-ref.js';
import { serviceAccounts } from '../stack/database-spec.js';
import { provideSchemas } from '../stack/schemas.js';
import { loadSecrets } from '../stack/secrets.js';
import { schemaOf } from '../stack/services.js';
import { stackFiles } from '../stack/stack-files.js';
import { writeState } from '../stack/stack-state.js';
import { workspaceRoot } from '../workspace.js';

const ADMIN = process.env.TRAILMARK_TEST_DATABASE_URL ?? '';
const SCHEMA = schemaOf('events');

const query = async (sql: string): Promise<void> => {
  const connection = await createConnection(ADMIN);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
};

describe('the derived command', () => {
  let home: string;
  let err: jest.SpyInstance;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'trailmark-derived-'));
    process.env.TRAILMARK_HOME = home;
    err = jest.spyOn(console, 'error').mockImplementation();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(home, { recursive: true });
    delete process.env.DATABASE_URL;
    delete process.env.TRAILMARK_HOME;
  });

  it.each([
    ['no stack runs', undefined, /npm run up/],
    ['DATABASE_URL is none', 'localhost', /DATABASE_URL/],
  ])('says what to do when %s', async (_case, url, message) => {
    if (url) process.env.DATABASE_URL = url;
    expect(await main('derived', ['check'])).toBe(1);
    expect(err).toHaveBeenCalledWith(expect.stringMatching(message));
  });

  describe('where there is a schema', () => {
    /** What a running stack leaves for the other commands. */
    const pretendRunning = () => {
      const process_ = { ref: null, startedAt: null, url: null, container: null };
      const supervisor = refOf(process.pid);
      if (!supervisor) throw new Error('this process is not known');
      const database = { ...process_, name: 'database', port: Number(new URL(ADMIN).port) };
      writeState(stackFiles().state, {
        supervisor,
        ready: true,
        apiUrl: null,
        processes: [database],
      });
    };

    beforeEach(async () => {
      const accounts = serviceAccounts(loadSecrets(stackFiles().secrets));
      const own = accounts.filter(({ schema }) => schema === SCHEMA);
      const url = (await provideSchemas(ADMIN, own)).get(SCHEMA);
      execFileSync(process.execPath, [join(workspaceRoot, 'apps/events/dist/migrate.js')], {
        env: { PATH: process.env.PATH, DATABASE_URL: url },
      });
    });
    afterEach(async () => {
      await query(`DROP DATABASE ${SCHEMA}`);
      await query(`DROP USER '${SCHEMA}'@'%'`);
    });

    it.each([
      ['the stack’s', pretendRunning],
      ['the one that the environment names', () => (process.env.DATABASE_URL = ADMIN)],
    ])('works on %s, and answers the job’s exit code', async (_case, provide) => {
      provide();
      expect(await main('derived', ['check'])).toBe(0);
      await query(`INSERT INTO ${SCHEMA}.page_days VALUES ('ann', '2026-10-02', '/', 1)`);
      expect(await main('derived', ['check'])).toBe(1);
      expect(await main('derived', ['rebuild'])).toBe(0);
      expect(await main('derived', ['check'])).toBe(0);
      expect(await main('derived', ['undo'])).toBe(2);
    });
  });
});
