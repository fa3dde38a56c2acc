import { TEST_JWT_SECRET, TestService } from '@trailmark/testing';
import * as argon2 from 'argon2';
import { verify } from 'jsonwebtoken';
import { AccountJob } from '../src/account-job/account-job.js';
import { Cleaner } from '../src/cleaning/cleaner.js';
import { SessionsService } from '../src/sessions/sessions.service.js';
import { startReplica } from './identity-service.js';
import { failureOf, PASSWORD, SomeAccounts } from './some-accounts.js';

const DAY_MS = 86_400_000;

describe('a session', () => {
  let service: TestService;
  let accounts: AccountJob;
  let some: SomeAccounts;
  let sessions: SessionsService;

  beforeAll(async () => {
    some = await SomeAccounts.start();
    ({ service, job: accounts } = some);
    sessions = service.app.get(SessionsService);
  });
  afterAll(() => service.stop());

  const anAccount = (userId: string | null = null) => some.anAccount(userId);
  const open = (...credentials: Parameters<SomeAccounts['open']>) => some.open(...credentials);
  const refresh = (token: string) => some.refresh(token);
  const close = (token: string) => some.ask('identity.session.close', { refresh_token: token });
  const rows = (table: string) => some.rows(table);

  describe('is opened', () => {
    it('with the right password, and says whose it is', async () => {
      const email = await anAccount('usr_7');
      const view = await open(email.toUpperCase());
      const user = { id: 'usr_7', email, roles: ['support'] };
      expect(view).toMatchObject({ token_type: 'Bearer', expires_in: 900, user });
      expect(view.refresh_expires_in).toBe(30 * 86_400);
      const claims = verify(view.access_token, TEST_JWT_SECRET, { algorithms: ['HS256'] });
      if (typeof claims === 'string') throw new Error(claims);
      expect(claims).toMatchObject({ sub: 'usr_7', email, roles: ['support'] });
      expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
    });

    it('by an account whose user id is its own, if no other was given', async () => {
      const { user } = await open(await anAccount());
      expect(user.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7/);
    });

    it('and nothing that could be used is stored', async () => {
      const email = await anAccount();
      const { refresh_token } = await open(email);
      const stored = JSON.stringify([...(await rows('accounts')), ...(await rows('sessions'))]);
      const raw = await service.schema.query<{ token_hash: Buffer }>(
        'SELECT token_hash FROM sessions',
      );
      expect(stored).not.toContain(PASSWORD);
      expect(stored).not.toContain(refresh_token);
      expect(raw.some(({ token_hash }) => token_hash.includes(refresh_token.slice(4)))).toBe(false);
      expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
      expect(JSON.stringify(await rows('login_failures'))).not.toContain(email);
    });

    it('no more than 50 times by an account: the oldest ends', async () => {
      const email = await anAccount();
      const oldest = await open(email);
      const second = await open(email);
      const now = new Date();
      const rowsOf = Array.from({ length: 48 }, (_, n) => [
        Buffer.concat([Buffer.from([1]), Buffer.alloc(14), Buffer.from([n])]),
        Buffer.alloc(32),
        now,
        now,
        new Date(now.getTime() + DAY_MS),
      ]);
      for (const [id, ...others] of rowsOf) {
        await service.schema.query(
          `INSERT INTO sessions SELECT ?, id, ? FROM accounts WHERE email = ?`,
          [id, others, email],
        );
      }
      await open(email);
      expect((await refresh(oldest.refresh_token)).user.email).toBe(email);
      expect((await refresh(second.refresh_token)).user.email).toBe(email);
    });
  });

  describe('is refused', () => {
    it('for an unknown address as for a wrong password, by the same work', async () => {
      const worked = jest.spyOn(argon2, 'verify');
      const email = await anAccount();
      const answers = [];
      for (const address of [email, 'nobody@example.com']) {
        const { code, message } = await failureOf(open(address, 'wrong horse battery'));
        answers.push([code, message, worked.mock.calls.length]);
        worked.mockClear();
      }
      worked.mockRestore();
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.[0]).toBe('UNAUTHORIZED');
    });

    it('to an account that is disabled, until it is enabled', async () => {
      const email = await anAccount();
      await accounts.disable(email);
      expect((await failureOf(open(email))).message).toBe(
        'The e-mail address or the password is wrong.',
      );
      await accounts.enable(email);
      expect((await open(email)).user.email).toBe(email);
    });

    it.each([
      [{ email: 'no address' }, 'email'],
      [{ email: `${'a'.repeat(321)}@example.com` }, 'email'],
      [{ email: { $gt: '' } }, 'email'],
      [{ password: '' }, 'password'],
      [{ password: 'x'.repeat(1025) }, 'password'],
      [{ password: ['x'] }, 'password'],
      [{ otp: '1' }, 'otp'],
    ])('for %j by the name of the field', async (wrong, field) => {
      const request = { email: 'a@example.com', password: PASSWORD, client: 'c', ...wrong };
      const { code, details } = await failureOf(
        some.ask('identity.session.open', request as Parameters<SessionsService['open']>[0]),
      );
      expect([code, details?.map((detail) => detail.field)]).toEqual(['VALIDATION_ERROR', [field]]);
    });
  });

  describe('goes on', () => {
    it('by a new refresh token each time', async () => {
      const first = await open(await anAccount());
      const second = await refresh(first.refresh_token);
      const third = await refresh(second.refresh_token);
      const tokens = [first, second, third].map(({ refresh_token }) => refresh_token);
      expect(new Set(tokens).size).toBe(3);
      expect(tokens.every((token) => /^tmr_[\w-]{64}$/.test(token))).toBe(true);
      expect(third.user).toEqual(first.user);
    });

    it('no more once a used token comes again, neither for the thief nor for its owner', async () => {
      const first = await open(await anAccount());
      const second = await refresh(first.refresh_token);
      const third = await refresh(second.refresh_token);
      for (const { refresh_token } of [first, third, second]) {
        expect((await failureOf(refresh(refresh_token))).code).toBe('UNAUTHORIZED');
      }
    });

    it.each([1, 2, 3])('for one of two who refresh at once (%i)', async () => {
      const replica = await startReplica(service.schema.url);
      const email = await anAccount();
      const { refresh_token } = await open(email);
      const other = await open(email);
      const settled = await Promise.allSettled(
        [sessions, replica.get(SessionsService), sessions].map((process) =>
          process.refresh({ refresh_token }),
        ),
      );
      const won = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(won).toHaveLength(1);
      const [{ refresh_token: next } = { refresh_token: '' }] = won;
      expect((await failureOf(refresh(next))).code).toBe('UNAUTHORIZED');
      expect((await refresh(other.refresh_token)).user.email).toBe(email);
      await replica.close();
    });

    it.each<[string, (email: string, job: AccountJob) => Promise<unknown>]>([
      ['the account is disabled', (email, job) => job.disable(email)],
      ['its password is changed', (email, job) => job.setPassword(email, 'another password')],
    ])('until %s', async (_what, change) => {
      const email = await anAccount();
      const { refresh_token } = await open(email);
      await change(email, accounts);
      expect((await failureOf(refresh(refresh_token))).code).toBe('UNAUTHORIZED');
    });

    it('until it is closed, with any of its tokens', async () => {
      const first = await open(await anAccount());
      const second = await refresh(first.refresh_token);
      expect(await close(first.refresh_token)).toEqual({ closed: true });
      expect((await failureOf(refresh(second.refresh_token))).code).toBe('UNAUTHORIZED');
      expect(await close(first.refresh_token)).toEqual({ closed: true });
    });

    it('until it expires, and is then forgotten', async () => {
      const { refresh_token } = await open(await anAccount());
      await service.schema.query('UPDATE sessions SET expires_at = ?', [new Date(Date.now() - 1)]);
      expect((await failureOf(refresh(refresh_token))).code).toBe('UNAUTHORIZED');
      await service.app.get(Cleaner).clean();
      expect(await rows('sessions')).toEqual([]);
    });

    it.each([
      'x',
      'tmr_',
      `tmr_${'a'.repeat(64)}`,
      `tmr_${'a'.repeat(63)}`,
      `tm_${'a'.repeat(43)}`,
    ])('not for %s', async (token) => {
      const { code, message } = await failureOf(refresh(token));
      expect([code, message]).toEqual(['UNAUTHORIZED', 'The refresh token is not good.']);
    });
  });
});
