import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { main } from '../cli.js';
import { schemaOf } from '../stack/services.js';
import { workspaceRoot } from '../workspace.js';

const ADMIN = process.env.TRAILMARK_TEST_DATABASE_URL ?? '';
const SCHEMA = schemaOf('activity');

const query = async (sql: string): Promise<void> => {
  const connection = await createConnection(ADMIN);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
};

describe('the archive command', () => {
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  it.each([[[]], [['list']], [['list', 'usage']], [['undo', 'events']]])(
    'tells how it is used when asked %j',
    async (args) => {
      expect(await main('archive', args)).toBe(2);
      expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/^Usage: npm run archive/));
    },
  );

  describe('where there is a schema', () => {
    beforeEach(async () => {
      await query(`CREATE DATABASE ${SCHEMA}`);
      process.env.DATABASE_URL = ADMIN;
      const url = new URL(ADMIN);
      url.pathname = `/${SCHEMA}`;
      execFileSync(process.execPath, [join(workspaceRoot, 'apps/activity/dist/migrate.js')], {
        env: { PATH: process.env.PATH, DATABASE_URL: url.href },
      });
    });
    afterEach(async () => {
      delete process.env.DATABASE_URL;
      await query(`DROP DATABASE ${SCHEMA}`);
    });

    it('answers the exit code of the job', async () => {
      expect(await main('archive', ['list', 'activity'])).toBe(0);
      expect(await main('archive', ['restore', 'activity', '2026-01'])).toBe(1);
      expect(await main('archive', ['restore', 'activity', 'January'])).toBe(2);
      await query(
        `CREATE TABLE ${SCHEMA}.archive_activity_days_202601 LIKE ${SCHEMA}.activity_days`,
      );
      expect(await main('archive', ['drop', 'activity', '2026-01'])).toBe(0);
      expect(await main('archive', ['drop', 'activity', '2026-01'])).toBe(1);
    });
  });
});
