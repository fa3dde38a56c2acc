import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { main } from '../cli.js';
import { provideSchemas } from '../stack/schemas.js';
import { serviceAccounts } from '../stack/database-spec.js';
import { loadSecrets } from '../stack/secrets.js';
import { schemaOf } from '../stack/services.js';
import { stackFiles } from '../stack/stack-files.js';
import { workspaceRoot } from '../workspace.js';

const ADMIN = process.env.TRAILMARK_TEST_DATABASE_URL ?? '';
const SCHEMA = schemaOf('identity');

describe('the account command', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'trailmark-account-'));
    process.env.TRAILMARK_HOME = home;
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(home, { recursive: true });
    delete process.env.DATABASE_URL;
    delete process.env.TRAILMARK_HOME;
  });

  it('says what to do when no stack runs', async () => {
    const err = jest.spyOn(console, 'error').mockImplementation();
    expect(await main('account', ['list'])).toBe(1);
    expect(err).toHaveBeenCalledWith(expect.stringMatching(/npm run up/));
  });

  it('works on the schema of the identity service, and answers the job’s exit code', async () => {
    const own = serviceAccounts(loadSecrets(stackFiles().secrets)).filter(
      ({ schema }) => schema === SCHEMA,
    );
    const url = (await provideSchemas(ADMIN, own)).get(SCHEMA);
    const connection = await createConnection(ADMIN);
    try {
      execFileSync(process.execPath, [join(workspaceRoot, 'apps/identity/dist/migrate.js')], {
        env: { PATH: process.env.PATH, DATABASE_URL: url },
      });
      process.env.DATABASE_URL = ADMIN;
      expect(await main('account', ['list'])).toBe(0);
      expect(await main('account', ['disable', '--email', 'nobody@example.com'])).toBe(1);
    } finally {
      await connection.query(`DROP DATABASE ${SCHEMA}`);
      await connection.query(`DROP USER '${SCHEMA}'@'%'`);
      await connection.end();
    }
  });
});
