import { createConnection } from 'mysql2/promise';
import { provideSchemas } from './schemas.js';

const ADMIN = process.env.TRAILMARK_TEST_DATABASE_URL ?? '';
const run = async (url: string, ...statements: string[]) => {
  const connection = await createConnection(url);
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
};

describe('schemas on a given server', () => {
  const account = { schema: 'tools_spec', user: 'tools_spec', password: 'pw' };
  const wipe = () =>
    run(
      ADMIN,
      'DROP DATABASE IF EXISTS tools_spec',
      'DROP DATABASE IF EXISTS toolsxspec',
      "DROP USER IF EXISTS 'tools_spec'@'%'",
      "DROP USER IF EXISTS 'tools_limited'@'%'",
    );
  beforeEach(wipe);
  afterAll(wipe);

  const provide = async (admin: string) => {
    const url = (await provideSchemas(admin, [account])).get('tools_spec');
    if (!url) throw new Error('no url');
    return url;
  };

  it('gives a service an account that sees its own schema only, twice the same', async () => {
    await run(ADMIN, 'CREATE DATABASE toolsxspec');
    const url = await provide(ADMIN);
    expect(await provide(ADMIN)).toBe(url);
    expect(new URL(url).username).toBe('tools_spec');
    await run(url, 'CREATE TABLE t (a INT)');
    await expect(run(url, 'CREATE TABLE toolsxspec.t (a INT)')).rejects.toThrow(/denied/);
  });

  it('uses the given account where accounts may not be made', async () => {
    await run(
      ADMIN,
      "CREATE USER 'tools_limited'@'%' IDENTIFIED BY 'pw'",
      "GRANT ALL PRIVILEGES ON tools_spec.* TO 'tools_limited'@'%'",
    );
    const limited = ADMIN.replace(/\/\/[^@]*@/, '//tools_limited:pw@');
    const url = await provide(limited);
    expect(new URL(url).username).toBe('tools_limited');
    await run(url, 'CREATE TABLE t (a INT)');
  });

  it('says which statement to have run when even the schema may not be made', async () => {
    await run(ADMIN, "CREATE USER 'tools_limited'@'%' IDENTIFIED BY 'pw'");
    const limited = ADMIN.replace(/\/\/[^@]*@/, '//tools_limited:pw@');
    await expect(provide(limited)).rejects.toThrow(/may not create[^]*CREATE DATABASE/);
  });

  it('says what to check when nobody answers, without the password', async () => {
    const refused = provide('mysql://root:hidden@127.0.0.1:1/');
    await expect(refused).rejects.toThrow(/DATABASE_URL \(127\.0\.0\.1:1\) refused/);
    await expect(refused).rejects.not.toThrow('hidden');
  });
});
