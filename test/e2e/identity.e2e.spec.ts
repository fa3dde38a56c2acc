import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ACCEPT_SIGNATURE, issueToken, SignerKey, signRequest } from '@trailmark/auth';
import {
  ErrorEnvelope,
  NewSigningKeyView,
  NewWriteKeyView,
  Role,
  SessionView,
  SigningKeyView,
  WriteKeyView,
} from '@trailmark/contracts';
import { ApiClient, signingKeyOf, TEST_JWT_SECRET, waitFor } from '@trailmark/testing';
import { startStack, Stack } from './stack.js';

const ROOT = resolve(__dirname, '../..');
const PASSWORD = 'correct horse battery';
const WRITE_KEYS = '/analytics/write-keys';
const SIGNING_KEYS = '/analytics/signing-keys';

describe('identities', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack({ services: ['identity'] });
  });
  afterAll(() => stack.stop());

  /** Runs the command on the service's schema, with something piped in or nothing. */
  const run = async (args: string[], input?: string) => {
    const child = spawn(process.execPath, [join(ROOT, 'apps/identity/dist/account.js'), ...args], {
      env: { PATH: process.env.PATH, DATABASE_URL: stack.service('identity').schema.url },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
    });
    child.stdin?.end(input);
    const ended = once(child, 'exit');
    const said = child.stdout ? await text(child.stdout) : '';
    const [status] = (await ended) as [number];
    return { status, said };
  };
  const account = async (args: string[], input?: string): Promise<string> => {
    const { status, said } = await run(args, input);
    expect(status).toBe(0);
    return said;
  };
  const post = async <T>(path: string, body: object) => {
    const answer = await new ApiClient(stack.url, null).post(path, body);
    return { ...answer, body: answer.body as unknown as T };
  };
  const logIn = (email: string, password: string) =>
    post<SessionView>('/api/auth/new_auth_route', { email, password });
  const capture = async (api_key: string): Promise<number> => {
    const batch = [{ event: 'seen', distinct_id: 'ann' }];
    return (await post('/batch', { api_key, batch })).status;
  };
  const as = (sub: string, ...roles: Role[]) =>
    ApiClient.signing(stack.url, stack.service('identity').schema, sub, ...roles);
  const admin = () => as('root', 'admin');
  const remove = (client: ApiClient, path: string) =>
    client.send<WriteKeyView>('DELETE', path, undefined, {});

  describe('an account', () => {
    it('made by the command logs in, refreshes, uses the API and logs out', async () => {
      await account(['create', '--email', 'Root@Example.com', '--role', 'admin'], `${PASSWORD}\n`);
      const first = await logIn('root@example.com', PASSWORD);
      expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(first.body).toMatchObject({
        token_type: 'Bearer',
        expires_in: 900,
        user: { email: 'root@example.com', roles: ['admin'] },
      });
      const token = first.body.refresh_token;
      const second = await post<SessionView>('/api/auth/refresh', { refresh_token: token });
      expect(second.status).toBe(200);
      const client = new ApiClient(stack.url, second.body.access_token);
      expect((await client.get(WRITE_KEYS)).status).toBe(200);
      const { refresh_token } = second.body;
      const out = await post<null>('/api/auth/logout', { refresh_token });
      expect([out.status, out.body]).toEqual([204, null]);
      expect((await post('/api/auth/refresh', { refresh_token })).status).toBe(401);
    });

    it('may have a password that was made for it, and shown once', async () => {
      const said = await account(['create', '--email', 'made@example.com', '--role', 'user']);
      const [, password = ''] = /once: (\S{24})$/m.exec(said) ?? [];
      expect((await logIn('made@example.com', password)).status).toBe(200);
    });

    it.each([
      ['a wrong password', { email: 'made@example.com', password: 'x' }],
      ['an unknown address', { email: 'none@example.com', password: 'x' }],
    ])('is not logged into with %s', async (_what, credentials) => {
      const { status, body } = await post<ErrorEnvelope>('/api/auth/new_auth_route', credentials);
      expect([status, body.error]).toEqual([
        401,
        { code: 'UNAUTHORIZED', message: 'The e-mail address or the password is wrong.' },
      ]);
    });

    it('that is tried too often has to be waited for', async () => {
      const email = 'often@example.com';
      const attempts = Array.from({ length: 8 }, () => logIn(email, 'x'));
      const refused = (await Promise.all(attempts)).filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(0);
      const [{ headers, body } = { headers: new Headers(), body: null }] = refused;
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect((body as unknown as ErrorEnvelope).error).toEqual({
        code: 'RATE_LIMITED',
        message: 'Too many failed logins; try later.',
      });
    });

    it.each([
      ['/api/auth/new_auth_route', {}, ['email', 'password']],
      ['/api/auth/new_auth_route', { email: 'x', password: PASSWORD }, ['email']],
      ['/api/auth/new_auth_route', { email: 'a@b.de', password: 'x', client: 'y' }, ['client']],
      ['/api/auth/refresh', { refresh_token: '' }, ['refresh_token']],
      ['/api/auth/logout', { refresh_token: 1 }, ['refresh_token']],
    ])('%s refuses %j by the names of the fields', async (path, wrong, fields) => {
      const { status, body } = await post<ErrorEnvelope>(path, wrong);
      expect(status).toBe(400);
      expect(body.error.details?.map(({ field }) => field)).toEqual(fields);
    });
  });

  describe('a signing key', () => {
    const ann = () => as('ann', 'user');
    const ofAnn = (request: object) => ann().post<NewSigningKeyView>(SIGNING_KEYS, request);

    it('is its user’s to register, see and revoke, and nobody else’s', async () => {
      const { publicKey } = generateKeyPairSync('ed25519');
      const public_key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const made = await ofAnn({ label: 'mine', algorithm: 'ed25519', public_key });
      expect(made.status).toBe(201);
      expect(made.body.data).toMatchObject({ user_id: 'ann', public_key, secret: null });
      const { id } = made.body.data;
      const bob = as('bob', 'user');
      const ofBob = (await bob.get<SigningKeyView[]>(SIGNING_KEYS)).body.data;
      expect(ofBob.map(({ user_id }) => user_id)).toEqual(['bob']);
      expect((await bob.get(`${SIGNING_KEYS}?user_id=ann`)).status).toBe(403);
      expect((await remove(bob, `${SIGNING_KEYS}/${id}`)).status).toBe(404);
      const seen = await admin().get<SigningKeyView[]>(`${SIGNING_KEYS}?user_id=ann`);
      expect(seen.body.data.map((key) => key.id)).toContain(id);
      const gone = await remove(ann(), `${SIGNING_KEYS}/${id}`);
      expect([gone.status, typeof gone.body.data.revoked_at]).toEqual([200, 'string']);
    });

    it('signs the request for the next one, and none is made without', async () => {
      const request = { label: 'next', algorithm: 'hmac-sha256' };
      const { status, headers } = await ApiClient.as(stack.url, 'ann').post(SIGNING_KEYS, request);
      expect([status, headers.get('accept-signature')]).toEqual([401, ACCEPT_SIGNATURE]);
      const made = (await ofAnn(request)).body.data;
      const key = { id: made.id, algorithm: made.algorithm, key: made.secret ?? '' };
      const token = issueToken(TEST_JWT_SECRET, { sub: 'ann', roles: [] });
      const client = new ApiClient(stack.url, token, () => Promise.resolve(key));
      expect((await client.post(SIGNING_KEYS, request)).status).toBe(201);
      expect((await remove(client, `${SIGNING_KEYS}/${key.id}`)).status).toBe(200);
      expect((await client.post(SIGNING_KEYS, request)).status).toBe(401);
    });

    it('is first made by an operator, whose file signs for curl', async () => {
      const file = await account(['signing-key', '--user-id', 'first']);
      const key = JSON.parse(file) as SignerKey;
      const token = issueToken(TEST_JWT_SECRET, { sub: 'first', roles: [] });
      const client = new ApiClient(stack.url, token, () => Promise.resolve(key));
      const request = { label: 'second', algorithm: 'hmac-sha256' };
      expect((await client.post(SIGNING_KEYS, request)).status).toBe(201);
    });

    it('signs a request once, whichever gateway it is sent to', async () => {
      const other = await stack.startGateway();
      try {
        const key = await signingKeyOf(stack.service('identity').schema, 'ann');
        const authorization = `Bearer ${issueToken(TEST_JWT_SECRET, { sub: 'ann', roles: [] })}`;
        const path = `${SIGNING_KEYS}/0198a1b2-c3d4-7abc-9def-0123456789ab`;
        const request = {
          method: 'DELETE',
          url: `${stack.url}${path}`,
          headers: { authorization },
        };
        const headers = await signRequest(request, key);
        const urls = [stack.url, other.url, other.url, stack.url];
        const answers = await Promise.all(
          urls.map((url) => fetch(`${url}${path}`, { method: 'DELETE', headers })),
        );
        const statuses = answers.map(({ status }) => status).toSorted();
        expect(statuses).toEqual([401, 401, 401, 404]);
      } finally {
        await other.stop();
      }
    });

    it('of another user is an admin’s to make', async () => {
      const request = { label: 'bot', algorithm: 'hmac-sha256', user_id: 'bot' };
      expect((await ofAnn(request)).status).toBe(403);
      const { status, body } = await admin().post<NewSigningKeyView>(SIGNING_KEYS, request);
      expect([status, body.data.user_id, body.data.secret?.length]).toEqual([201, 'bot', 44]);
    });
  });

  describe('a write key', () => {
    it('records until it is revoked', async () => {
      const made = await admin().post<NewWriteKeyView>(WRITE_KEYS, { label: 'shop' });
      expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
      const { id, key } = made.body.data;
      expect(await capture(key)).toBe(200);
      const listed = await admin().get<WriteKeyView[]>(WRITE_KEYS);
      expect(listed.body.data).toMatchObject([{ id, label: 'shop', revoked_at: null }]);
      expect(JSON.stringify(listed.body)).not.toContain(key);
      expect((await remove(admin(), `${WRITE_KEYS}/${id}`)).status).toBe(200);
      await waitFor(async () => (await capture(key)) === 401);
    });

    it.each(['user', 'support', 'service'] as const)('is not a %s’s to give out', async (role) => {
      const client = ApiClient.as(stack.url, 'ann', role);
      expect((await client.post(WRITE_KEYS, { label: 'x' })).status).toBe(403);
      expect((await client.get(WRITE_KEYS)).status).toBe(403);
      expect(
        (await remove(client, `${WRITE_KEYS}/0198a1b2-c3d4-7abc-9def-0123456789ab`)).status,
      ).toBe(403);
    });

    it('holds while the identity service is away, and an unknown one may be sent again', async () => {
      const made = await admin().post<NewWriteKeyView>(WRITE_KEYS, { label: 'kept' });
      const { key } = made.body.data;
      expect(await capture(key)).toBe(200);
      const { app } = stack.service('identity');
      await app.stop();
      expect(await capture(key)).toBe(200);
      expect(await capture(`tm_${'u'.repeat(43)}`)).toBe(503);
      expect((await logIn('root@example.com', PASSWORD)).status).toBe(503);
      app.launch();
      await app.ready();
      expect(await capture(`tm_${'u'.repeat(43)}`)).toBe(401);
    });
  });

  it.each([
    [['create', '--email', 'root@example.com', '--role', 'admin'], PASSWORD, 1],
    [['create', '--email', 'new@example.com', '--role', 'admin'], 'too short', 1],
    [['disable', '--email', 'nobody@example.com'], '', 1],
    [['remove'], '', 2],
  ])('the command refuses %j', async (args, input, status) => {
    expect((await run(args, input)).status).toBe(status);
  });

  it('the command lists accounts, sets passwords, and disables', async () => {
    await account(
      ['create', '--email', 'eve@example.com', '--role', 'user', '--user-id', 'eve'],
      PASSWORD,
    );
    await account(['set-password', '--email', 'eve@example.com'], 'another password');
    expect((await logIn('eve@example.com', PASSWORD)).status).toBe(401);
    expect((await logIn('eve@example.com', 'another password')).body.user.id).toBe('eve');
    await account(['disable', '--email', 'eve@example.com']);
    expect((await logIn('eve@example.com', 'another password')).status).toBe(401);
    const line = (await account(['list'])).split('\n').find((text) => text.startsWith('eve@'));
    expect(line).toMatch(/^eve@example\.com\teve\tuser\t\S+\tdisabled /);
  });
});
