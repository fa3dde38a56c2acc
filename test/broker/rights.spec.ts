import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROKER_OPERATOR, BROKER_USERS, BrokerUser } from '@trailmark/contracts';
import { RunningServer, startNats } from '@trailmark/tools';
import { RawClient } from './raw-client.js';
import { Right, RIGHTS } from './rights.js';

/** In the test servers' first account. */
const nameOf = (user: BrokerUser): string => (user === BROKER_OPERATOR ? 't1' : `t1-${user}`);

describe('the broker', () => {
  let folder: string;
  let nats: RunningServer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-rights-'));
    nats = await startNats({ storeDir: folder, accounts: 2 });
  });
  afterAll(async () => {
    await nats.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ways = async (user: BrokerUser): Promise<string[]> => {
    const client = await RawClient.connect(nats.port, nameOf(user), 'test');
    const done: string[] = [];
    for (const { what, verb, subject } of RIGHTS) {
      const may = verb === 'publish' ? 'mayPublish' : 'maySubscribe';
      if (await client[may](subject(nameOf))) done.push(what);
    }
    client.close();
    return done;
  };

  const isAllowed = ({ allowed }: Right, user: BrokerUser): boolean =>
    user === BROKER_OPERATOR || allowed.includes(user);

  it.each(BROKER_USERS)('lets %s do its own work and nothing else', async (user) => {
    const expected = RIGHTS.filter((right) => isAllowed(right, user)).map(({ what }) => what);
    expect(await ways(user)).toEqual(expected);
  });

  it('lets nobody in without the right password', async () => {
    const refused = RawClient.connect(nats.port, nameOf('events'), 'guessed');
    await expect(refused).rejects.toThrow(/Authorization Violation/);
  });
});
