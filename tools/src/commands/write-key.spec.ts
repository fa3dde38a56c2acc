import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { main } from '../cli.js';
import { createSchema } from '../servers/database-sql.js';
import { loadSecrets } from '../stack/secrets.js';
import { stackFiles } from '../stack/stack-files.js';
import { workspaceRoot } from '../workspace.js';

const ADMIN = process.env.TRAILMARK_TEST_DATABASE_URL ?? '';
const SCHEMA = 'test_write_key_command';

describe('the write-key command', () => {
  const { WRITE_KEYS, TRAILMARK_HOME } = process.env;
  let home: string;
  let out: jest.SpyInstance;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'trailmark-write-key-'));
    process.env.TRAILMARK_HOME = home;
    delete process.env.WRITE_KEYS;
    out = jest.spyOn(console, 'log').mockImplementation();
    jest.spyOn(console, 'error').mockImplementation();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(home, { recursive: true });
    delete process.env.WRITE_KEYS;
    delete process.env.TRAILMARK_HOME;
    if (WRITE_KEYS) process.env.WRITE_KEYS = WRITE_KEYS;
    if (TRAILMARK_HOME) process.env.TRAILMARK_HOME = TRAILMARK_HOME;
  });

  it("prints the stack's key and nothing else, before the first up, too", async () => {
    expect(await main('write-key', [])).toBe(0);
    const kept = loadSecrets(stackFiles(home).secrets).WRITE_KEYS;
    expect(out.mock.calls).toEqual([[kept]]);
  });

  it('prints the first of those that are given', async () => {
    process.env.WRITE_KEYS = ' tm_one, tm_two';
    expect(await main('write-key', [])).toBe(0);
    expect(out.mock.calls).toEqual([['tm_one']]);
  });

  it('says what to do when keys are to be listed and no stack runs', async () => {
    expect(await main('write-key', ['list'])).toBe(1);
    expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/npm run up/));
    expect(out).not.toHaveBeenCalled();
  });

  it('works on the schema that the environment names, and answers the job’s exit code', async () => {
    const connection = await createConnection(ADMIN);
    const url = new URL(ADMIN);
    url.pathname = `/${SCHEMA}`;
    try {
      await connection.query(createSchema(SCHEMA));
      execFileSync(process.execPath, [join(workspaceRoot, 'apps/identity/dist/migrate.js')], {
        env: { PATH: process.env.PATH, DATABASE_URL: url.href },
      });
      process.env.DATABASE_URL = url.href;
      expect(await main('write-key', ['create', '--label', 'web'])).toBe(0);
      const [rows] = await connection.query(`SELECT label FROM ${SCHEMA}.write_keys`);
      expect(rows).toEqual([{ label: 'web' }]);
      expect(await main('write-key', ['revoke', '0198a1b2-c3d4-7abc-9def-0123456789ab'])).toBe(1);
      expect(await main('write-key', ['--new'])).toBe(2);
    } finally {
      delete process.env.DATABASE_URL;
      await connection.query(`DROP DATABASE IF EXISTS ${SCHEMA}`);
      await connection.end();
    }
  });
});
