import { findServers, type GivenUrls, type Machine } from './find-servers.js';

const NO_URLS: GivenUrls = { databaseUrl: undefined, natsUrl: undefined };

/** A machine with nothing on it, unless said otherwise. */
const machine = (has: Partial<Machine> = {}): Machine => ({
  findDatabase: () => null,
  findNats: () => null,
  canInstall: () => false,
  install: () => {
    throw new Error('must not install');
  },
  hasDocker: () => false,
  advice: () => 'the one command',
  ...has,
});

describe('finding servers', () => {
  it('uses what the environment names, whatever is installed', () => {
    const urls = { databaseUrl: 'mysql://db', natsUrl: 'nats://n' };
    const servers = findServers(urls, machine({ findDatabase: () => '/usr/sbin/mariadbd' }));
    expect(servers.database).toEqual({ kind: 'given', url: 'mysql://db' });
    expect(servers.nats).toEqual({ kind: 'given', url: 'nats://n' });
  });

  it('uses the programs on the machine before Docker', () => {
    const servers = findServers(
      NO_URLS,
      machine({ findDatabase: () => '/db', findNats: () => '/nats', hasDocker: () => true }),
    );
    expect(servers.database).toEqual({ kind: 'private', binary: '/db' });
    expect(servers.nats).toEqual({ kind: 'private', binary: '/nats' });
  });

  it('installs just what is missing, then uses it', () => {
    const install = jest.fn();
    const servers = findServers(
      NO_URLS,
      machine({
        findDatabase: () => '/db',
        findNats: () => (install.mock.calls.length > 0 ? '/nats' : null),
        canInstall: () => true,
        install,
      }),
    );
    expect(install.mock.calls).toEqual([[{ database: false, nats: true }]]);
    expect(servers.nats).toEqual({ kind: 'private', binary: '/nats' });
  });

  it('takes Docker for what is missing when it may not install', () => {
    const servers = findServers(
      NO_URLS,
      machine({ findNats: () => '/nats', hasDocker: () => true }),
    );
    expect(servers.database).toEqual({ kind: 'docker' });
    expect(servers.nats).toEqual({ kind: 'private', binary: '/nats' });
  });

  it('names what is missing and the command that helps when there is no way', () => {
    expect(() => findServers(NO_URLS, machine())).toThrow(
      /MariaDB or MySQL and nats-server[^]*the one command[^]*DATABASE_URL/,
    );
    const withDatabase = machine({ findDatabase: () => '/db' });
    expect(() => findServers(NO_URLS, withDatabase)).toThrow('Not found: nats-server,');
  });

  it('does not try Docker on a machine that has the programs', () => {
    const hasDocker = jest.fn(() => true);
    findServers(
      NO_URLS,
      machine({ findDatabase: () => '/db', findNats: () => '/nats', hasDocker }),
    );
    expect(hasDocker).not.toHaveBeenCalled();
  });
});
