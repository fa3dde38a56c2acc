import { TestService } from '@trailmark/testing';
import { Cleaner } from '../src/cleaning/cleaner.js';
import { ACCOUNT_PATIENCE, CLIENT_PATIENCE } from '../src/sessions/lock-time.js';
import { SessionsService } from '../src/sessions/sessions.service.js';
import { startReplica } from './identity-service.js';
import { failureOf, PASSWORD, SomeAccounts } from './some-accounts.js';

const DAY_MS = 86_400_000;

describe('logging in after failures', () => {
  let service: TestService;
  let some: SomeAccounts;
  let sessions: SessionsService;

  beforeAll(async () => {
    some = await SomeAccounts.start();
    ({ service } = some);
    sessions = service.app.get(SessionsService);
  });
  afterAll(() => service.stop());

  const anAccount = () => some.anAccount();
  const open = (...credentials: Parameters<SomeAccounts['open']>) => some.open(...credentials);

  /** As if so many had failed before; long enough ago to be tried again, if there is a row. */
  const haveFailed = (failures: number) =>
    service.schema.query(
      'UPDATE login_failures SET failures = ?, locked_until = last_at WHERE failures > 0',
      [failures],
    );

  it('has to be waited for, at every replica, known address or not', async () => {
    const replica = await startReplica(service.schema.url);
    const others = replica.get(SessionsService);
    for (const email of [await anAccount(), 'unknown@example.com']) {
      const attempt = { email, password: 'wrong horse battery', client: email };
      for (const process of [sessions, others]) {
        expect((await failureOf(process.open(attempt))).code).toBe('UNAUTHORIZED');
        await haveFailed(ACCOUNT_PATIENCE.free + 5);
      }
      expect((await failureOf(sessions.open(attempt))).code).toBe('UNAUTHORIZED');
      for (const process of [others, sessions]) {
        const refusal = await failureOf(process.open({ ...attempt, password: PASSWORD }));
        expect(refusal.code).toBe('RATE_LIMITED');
        expect(refusal.retryAfterS).toBeGreaterThan(10);
        expect(refusal.retryAfterS).toBeLessThanOrEqual(64);
      }
    }
    await replica.close();
  });

  it('is tried no more often at once than one after the other', async () => {
    const email = await anAccount();
    await failureOf(open(email, 'wrong'));
    await haveFailed(ACCOUNT_PATIENCE.free + 5);
    const attempts = Array.from({ length: 20 }, () => failureOf(open(email, 'wrong horse!')));
    const codes = (await Promise.all(attempts)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'UNAUTHORIZED')).toHaveLength(1);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(19);
  });

  it('of one network has to be waited for, whatever the address', async () => {
    const email = await anAccount();
    await failureOf(open('first@example.com', 'x', 'one network'));
    await haveFailed(CLIENT_PATIENCE.free + 6);
    await failureOf(open('second@example.com', 'x', 'one network'));
    const refusal = await failureOf(open(email, PASSWORD, 'one network'));
    expect(refusal.code).toBe('RATE_LIMITED');
    expect(refusal.retryAfterS).toBeGreaterThan(60);
    expect((await open(email, PASSWORD, 'another')).user.email).toBe(email);
  });

  it('is as before once it was right', async () => {
    const email = await anAccount();
    for (let round = 0; round < 2; round += 1) {
      for (let n = 1; n < ACCOUNT_PATIENCE.free; n += 1) await failureOf(open(email, 'wrong'));
      expect((await open(email)).user.email).toBe(email);
    }
  });

  it('leaves failures behind for a day', async () => {
    const cleaner = service.app.get(Cleaner);
    await failureOf(open('late@example.com', 'x', 'late'));
    await cleaner.clean(new Date(Date.now() + DAY_MS - 60_000));
    expect((await some.rows('login_failures')).length).toBeGreaterThan(0);
    await cleaner.clean(new Date(Date.now() + DAY_MS + 1));
    expect(await some.rows('login_failures')).toEqual([]);
  });
});
