import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Runs a built script with this environment only. */
const run = (script: string, env: Record<string, string>) =>
  spawnSync(process.execPath, [resolve(ROOT, script)], { env, encoding: 'utf8', timeout: 240_000 });

describe('a wrong configuration', () => {
  it.each([
    ['apps/gateway/dist/main.js', ['NATS_URL', 'JWT_SECRET', 'IP_HASH_KEY', 'PORT']],
    ['apps/events/dist/main.js', ['NATS_URL', 'DATABASE_URL', 'PORT']],
    ['apps/events/dist/migrate.js', ['DATABASE_URL']],
    ['apps/activity/dist/main.js', ['NATS_URL', 'DATABASE_URL', 'PORT']],
    ['apps/activity/dist/migrate.js', ['DATABASE_URL']],
    ['apps/usage/dist/main.js', ['NATS_URL', 'DATABASE_URL', 'PORT']],
    ['apps/usage/dist/migrate.js', ['DATABASE_URL']],
  ])('stops %s with one message that names every variable', (script, names) => {
    const { status, stdout, stderr } = run(script, { PORT: 'eighty', JWT_SECRET: 'short' });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    for (const name of names) expect(stderr).toContain(`  - ${name} `);
    expect(stderr).not.toMatch(/short\b(?!er)|^\s+at /m);
  });
});
