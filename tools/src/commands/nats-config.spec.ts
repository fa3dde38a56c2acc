import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServers } from '../servers/find-servers.js';
import { brokerConfig, passwordLines } from './nats-config.js';

describe("what is printed for an operator's NATS", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-nats-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const variables = () =>
    Object.fromEntries(
      passwordLines()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );

  /** What a server says of the configuration, in an environment of these variables alone. */
  const check = (env: Record<string, string>) => {
    const file = join(folder, 'nats.conf');
    writeFileSync(file, brokerConfig());
    const { nats } = findServers({ databaseUrl: 'not needed', natsUrl: undefined });
    if (nats.kind !== 'private') throw new Error('Tests need nats-server on this machine.');
    return spawnSync(nats.binary, ['-t', '-c', file], { env, encoding: 'utf8' });
  };

  it('is a configuration that the server takes with the passwords that are printed', () => {
    const { status, stderr } = check(variables());
    expect(stderr).toMatch(/is valid/);
    expect(status).toBe(0);
  });

  it('is refused while a password is missing', () => {
    const others = Object.entries(variables()).filter(([name]) => name !== 'NATS_PASSWORD_EVENTS');
    expect(check(Object.fromEntries(others)).status).not.toBe(0);
  });

  it('has a password of its own for each user, new each time', () => {
    const all = [...Object.values(variables()), ...Object.values(variables())];
    expect(new Set(all).size).toBe(all.length);
  });

  it('names variables and holds no password', () => {
    expect(brokerConfig()).toContain('user: "events", password: $NATS_PASSWORD_EVENTS');
  });
});
