import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokerConfig } from '@trailmark/tools';
import { at } from './paths.js';

const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

describe('the secrets of a stack that runs alone', () => {
  let secrets: string;

  beforeAll(() => {
    secrets = join(mkdtempSync(join(tmpdir(), 'trailmark-secrets-')), 'secrets');
    execFileSync('sh', [at('deploy/make-secrets.sh'), secrets], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(join(secrets, '..'), { recursive: true }));

  const authorization = read(at('deploy/nats/authorization.conf'));

  it('let each app do at the broker what `npm run nats-config` prints, and no more', () => {
    expect(`${brokerConfig()}\n`).toBe(authorization);
    expect(read(secrets, 'nats.conf').endsWith(authorization)).toBe(true);
  });

  it('are a configuration that the server takes', () => {
    const { stderr } = spawnSync('nats-server', ['-t', '-c', join(secrets, 'nats.conf')], {
      encoding: 'utf8',
      env: { PATH: `${process.env.PATH}:/usr/sbin` },
    });
    expect(stderr).toMatch(/is valid/);
  });

  it('give every user of the broker, the operator too, the password that the server knows', () => {
    const config = read(secrets, 'nats.conf');
    const users = [...authorization.matchAll(/user: "(\w+)"/g)].map(([, user = '']) => user);
    expect(users).toHaveLength(9);
    for (const user of users) {
      const [, password] =
        new RegExp(`^NATS_URL=nats://${user}:(\\w+)@nats:4222$`, 'm').exec(
          read(secrets, `${user}.env`),
        ) ?? [];
      expect(config).toContain(`NATS_PASSWORD_${user.toUpperCase()}: "${password}"\n`);
    }
  });

  it("reach the database as its administrator from an operator's commands alone", () => {
    const [, password = ''] = read(secrets, 'mysql.env').trim().split('=');
    expect(read(secrets, 'operator.env')).toContain(`mysql://root:${password}@mysql:3306/`);
    expect(read(secrets, 'events.env')).not.toContain(password);
  });
});
