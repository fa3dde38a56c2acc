import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '@trailmark/testing';

/** Starting everything takes a busy machine minutes. */
const TIMEOUT_MS = 600_000;
const ROOT = resolve(__dirname, '../..');

/** Commands that the test run itself is, or that stay in the foreground. */
const NOT_HERE = new Set(['npm run up', 'npm test']);

const blocks = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^```sh\n([^]*?)^```/gm)]
  .map(([, block = '']) => block.trim())
  .filter((block) => !NOT_HERE.has(block));

describe('the commands of README.md', () => {
  let home: string;
  let env: NodeJS.ProcessEnv;

  const run = (script: string) =>
    spawnSync('bash', ['-e', '-c', script], {
      cwd: ROOT,
      env,
      encoding: 'utf8',
      timeout: TIMEOUT_MS,
    });

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'trailmark-readme-'));
    const port = await freePort();
    env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TRAILMARK_HOME: home,
      PORT: String(port),
      API: `http://127.0.0.1:${port}`,
    };
    const up = run('npm run up -- --detach');
    if (up.status !== 0) throw new Error(`up failed:\n${up.stdout}${up.stderr}`);
  }, TIMEOUT_MS);
  afterAll(() => {
    expect(run('npm run down').status).toBe(0);
    rmSync(home, { recursive: true, force: true });
  });

  it('are found', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(2);
  });

  it.each(blocks)(
    'work: %s',
    (block) => {
      const { status, stdout, stderr } = run(block);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).not.toContain('"success":false');
    },
    TIMEOUT_MS,
  );

  it('of docs/operations.md that look at what runs work, too', () => {
    const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
    const [, look = ''] = /^```sh look\n([^]*?)^```/m.exec(page) ?? [];
    expect(look).toContain('npm run lag');
    const { status, stdout, stderr } = run(look);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^EVENTS +events /m);
    expect(stdout).toMatch(/^analytics_events +p_future +MAXVALUE/m);
    expect(stdout).toMatch(/\b0 rows differ/);
  });

  it(
    'of the table work, too',
    () => {
      expect(run('npm run status').stdout).toMatch(/gateway .* ready/);
      expect(run('npm run --silent token -- --sub user_123 --role user').stdout).toMatch(
        /^[\w-]+\.[\w-]+\.[\w-]+\n$/,
      );
      expect(run('npm run demo -- --users 5 --days 2').status).toBe(0);
      expect(run('npm run dead-letters -- list').stdout).toContain('No dead letters');
      const again = run('npm run up -- --detach');
      expect(again.stdout).toContain('Already running');
      expect(again.status).toBe(0);
    },
    TIMEOUT_MS,
  );
});
