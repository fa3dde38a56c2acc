import { type Apt, databasePackage, installByApt } from './apt.js';

const DEBIAN = 'mariadb-server - database\nmariadb-server-core - core server files\n';
const UBUNTU = 'mariadb-server - database\nmariadb-server-core-10.6 - core server files\n';

/** An apt that knows a listing, from the first or only after an update, and logs what it is asked. */
function fakeApt(listing: string, { needsUpdate = false, installs = true } = {}) {
  const calls: string[] = [];
  let updated = !needsUpdate;
  const apt: Apt = (program, args) => {
    const words = args.filter((arg) => !arg.startsWith('-') && !arg.includes('=')).join(' ');
    if (program === 'apt-cache') return updated ? listing : '';
    calls.push(words);
    if (args[0] === 'update') updated = true;
    return args[0] === 'update' || (updated && installs) ? '' : null;
  };
  return { apt, calls };
}

describe('apt', () => {
  it.each([
    ['Debian', DEBIAN, 'mariadb-server-core'],
    ['Ubuntu with the version in the name', UBUNTU, 'mariadb-server-core-10.6'],
    ['a release without it', 'mariadb-server - database\n', 'mariadb-server'],
    ['empty package lists', '', null],
  ])('knows the package of %s', (_, listing, expected) => {
    expect(databasePackage(fakeApt(listing).apt)).toBe(expected);
  });

  it('installs both servers without fetching the lists when they do', () => {
    const { apt, calls } = fakeApt(DEBIAN);
    installByApt({ database: true, nats: true }, apt);
    expect(calls).toEqual(['install mariadb-server-core nats-server']);
  });

  it('installs only what is asked for', () => {
    const { apt, calls } = fakeApt(DEBIAN);
    installByApt({ database: false, nats: true }, apt);
    expect(calls).toEqual(['install nats-server']);
  });

  it('installs Redis when it is asked for', () => {
    const { apt, calls } = fakeApt(DEBIAN);
    installByApt({ database: false, nats: false, redis: true }, apt);
    expect(calls).toEqual(['install redis-server']);
  });

  it('fetches the lists when they are empty', () => {
    const { apt, calls } = fakeApt(DEBIAN, { needsUpdate: true });
    installByApt({ database: true, nats: true }, apt);
    expect(calls).toEqual(['update', 'install mariadb-server-core nats-server']);
  });

  it('says how to see the reason when it fails', () => {
    const { apt } = fakeApt(DEBIAN, { installs: false });
    expect(() => installByApt({ database: true, nats: true }, apt)).toThrow(
      'apt-get update && apt-get install',
    );
  });
});
