import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { main } from '../cli.js';
import { createSchema } from '../servers/database-sql.js';
import { workspaceRoot } from '../workspace.js';

const ADMIN = process.env.TRAILMARK_TEST_DATABASE_URL ?? '';
const SCHEMA = 'test_retention_command';

describe('the retention command', () => {
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [[]],
    [['show']],
    [['show', 'identity']],
    [['undo', 'events']],
    [['run', 'usage', 'x']],
  ])('tells how it is used when asked %j', async (args) => {
    expect(await main('retention', args)).toBe(2);
    expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/^Usage: npm run retention/));
  });

  describe('where there is a schema', () => {
    const { RETENTION_DAYS } = process.env;
    const query = async <T>(sql: string): Promise<T> => {
      const connection = await createConnection(ADMIN);
      try {
        const [rows] = await connection.query(sql);
        return rows as T;
      } finally {
        await connection.end();
      }
    };

    beforeEach(async () => {
      delete process.env.RETENTION_DAYS;
      await query(createSchema(SCHEMA));
      const url = new URL(ADMIN);
      url.pathname = `/${SCHEMA}`;
      process.env.DATABASE_URL = url.href;
      execFileSync(process.execPath, [join(workspaceRoot, 'apps/usage/dist/migrate.js')], {
        env: { PATH: process.env.PATH, DATABASE_URL: url.href },
      });
    });
    afterEach(async () => {
      delete process.env.DATABASE_URL;
      delete process.env.RETENTION_DAYS;
      if (RETENTION_DAYS) process.env.RETENTION_DAYS = RETENTION_DAYS;
      await query(`DROP DATABASE ${SCHEMA}`);
    });

    it('removes nothing before anybody has said how long data are kept, then what is older', async () => {
      await query(`INSERT INTO ${SCHEMA}.submitted_features (date, feature_name) VALUES
        (CURRENT_DATE - INTERVAL 40 DAY, 'old'), (CURRENT_DATE, 'new')`);
      const left = () => query(`SELECT feature_name FROM ${SCHEMA}.submitted_features ORDER BY 1`);
      expect(await main('retention', ['run', 'usage'])).toBe(1);
      expect(await left()).toHaveLength(2);
      process.env.RETENTION_DAYS = 'a month';
      expect(await main('retention', ['run', 'usage'])).toBe(1);
      process.env.RETENTION_DAYS = '30';
      expect(await main('retention', ['show', 'usage'])).toBe(0);
      expect(await left()).toHaveLength(2);
      expect(await main('retention', ['run', 'usage'])).toBe(0);
      expect(await left()).toEqual([{ feature_name: 'new' }]);
    });
  });
});
