import { Body, Controller, Delete, Global, Module, Post } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ErrorEnvelope, Role } from '@trailmark/contracts';
import { configureApp, createAdapter, UnavailableError } from '@trailmark/platform';
import { Allow } from '../src/access/allow.decorator.js';
import { AuthModule } from '../src/auth.module.js';
import { AuthConfig } from '../src/config.js';
import {
  ACCEPT_SIGNATURE,
  Nonces,
  Signed,
  SignerKey,
  SigningKeys,
  signRequest,
} from '../src/index.js';
import { issueToken } from '../src/token/issue-token.js';
import { aKey, FakeKeys, FakeNonces } from './fake-keys.js';

const SECRET = 'a secret of no less than 32 characters';
const ORIGIN = 'https://api.example';
const ALGORITHMS = ['ed25519', 'ecdsa-p256-sha256', 'rsa-pss-sha512', 'hmac-sha256'];

@Controller('things')
class ThingsController {
  done = 0;

  @Delete(':user_id')
  @Allow('read')
  @Signed()
  remove(): unknown {
    this.done += 1;
    return { removed: true };
  }

  @Post()
  @Allow('read')
  @Signed()
  change(@Body() body: unknown): unknown {
    this.done += 1;
    return body;
  }
}

describe('signed requests', () => {
  const keys = new FakeKeys();
  const ed = aKey('ed25519');
  const bobs = aKey('ed25519', 'bob');
  const revoked = aKey('ed25519');
  let app: NestFastifyApplication;

  @Global()
  @Module({
    providers: [
      {
        provide: AuthConfig,
        useValue: { jwtSecret: SECRET, jwksUrl: null, jwtIssuer: null, jwtAudience: null },
      },
      { provide: SigningKeys, useValue: keys },
      { provide: Nonces, useValue: new FakeNonces() },
    ],
    exports: [AuthConfig, SigningKeys, Nonces],
  })
  class TestModule {}

  beforeAll(async () => {
    for (const { checked } of [ed, bobs]) keys.add(checked);
    const testing = await Test.createTestingModule({
      imports: [TestModule, AuthModule],
      controllers: [ThingsController],
    }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(createAdapter(), {
      bodyParser: false,
      logger: false,
    });
    configureApp(app);
    await app.init();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.get(ThingsController).done = 0;
    keys.failure = null;
  });

  type Method = 'DELETE' | 'POST';
  interface Sent {
    method: Method;
    url: string;
    headers: Record<string, string>;
    body?: string;
  }

  const bearer = (sub: string, ...roles: Role[]) => ({
    authorization: `Bearer ${issueToken(SECRET, { sub, roles })}`,
  });
  const removal: Sent = { method: 'DELETE', url: '/things/ann', headers: bearer('ann') };
  const change: Sent = {
    method: 'POST',
    url: '/things?dry=1',
    headers: { ...bearer('ann'), 'content-type': 'application/json' },
    body: '{ "a": [1,  2] }',
  };

  const signed = async (request: Sent, key: SignerKey = ed.signer, at?: Date): Promise<Sent> => ({
    ...request,
    headers: await signRequest({ ...request, url: `${ORIGIN}${request.url}` }, key, at),
  });
  const send = ({ method, url, headers, body }: Sent) =>
    app.inject({ method, url, headers, ...(body !== undefined && { payload: body }) });
  const done = () => app.get(ThingsController).done;

  it.each(ALGORITHMS)('by %s are taken, with a body or without', async (algorithm) => {
    const key = aKey(algorithm);
    keys.add(key.checked);
    expect((await send(await signed(removal, key.signer))).json()).toEqual({ removed: true });
    expect((await send(await signed(change, key.signer))).json()).toEqual({ a: [1, 2] });
    expect(done()).toBe(2);
  });

  it('are good for five minutes, and a minute for clocks that differ', async () => {
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
    const statusAt = async (seconds: number) =>
      (await send(await signed(removal, ed.signer, ago(seconds)))).statusCode;
    expect(await statusAt(330)).toBe(200);
    expect(await statusAt(-50)).toBe(200);
    expect(await statusAt(370)).toBe(401);
    expect(await statusAt(-120)).toBe(401);
    expect(done()).toBe(2);
  });

  it('serve once, also when they come twice at the same moment', async () => {
    const request = await signed(removal);
    const answers = await Promise.all([send(request), send(request), send(request)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 401, 401]);
    expect((await send(request)).statusCode).toBe(401);
    expect(done()).toBe(1);
  });

  const changed = async (changes: Partial<Sent>, base = removal): Promise<Sent> => {
    const request = await signed(base);
    return { ...request, ...changes, headers: { ...request.headers, ...changes.headers } };
  };
  const without = async (base: Sent, ...names: string[]): Promise<Sent> => {
    const request = await signed(base);
    const headers = Object.entries(request.headers).filter(([name]) => !names.includes(name));
    return { ...request, headers: Object.fromEntries(headers) };
  };
  const signedOtherwise = async (from: string, to: string): Promise<Sent> => {
    const request = await signed(removal);
    const input = request.headers['Signature-Input'] ?? '';
    expect(input).toContain(from);
    return {
      ...request,
      headers: { ...request.headers, 'Signature-Input': input.replace(from, to) },
    };
  };

  it.each<[string, () => Promise<Sent> | Sent]>([
    ['without a signature', () => removal],
    ['with half of one', () => without(removal, 'Signature')],
    ['with the other half', () => without(removal, 'Signature-Input')],
    ['of another path', () => changed({ url: '/things/%61nn' })],
    ['of another query', () => changed({ url: '/things?dry=0' }, change)],
    ['with a query added', () => changed({ url: '/things/ann?force=1' })],
    ['of another method', () => changed({ method: 'POST', url: '/things' })],
    ['of another body', () => changed({ body: '{ "a": [1,  3] }' }, change)],
    ['without the body', async () => ({ ...(await without(change, 'content-type')), body: '' })],
    ['with a body added', () => changed({ ...change, url: removal.url, method: 'DELETE' })],
    ['without the digest', () => without(change, 'content-digest')],
    [
      'of an unknown digest',
      () => changed({ headers: { 'content-digest': 'md5=:AA==:' } }, change),
    ],
    ['with another token', () => changed({ headers: bearer('ann', 'support') })],
    ['by an unknown key', () => signed(removal, aKey('ed25519').signer)],
    ['by a revoked key', () => signed(removal, revoked.signer)],
    [
      'by a key’s id with another key',
      () => signed(removal, { ...revoked.signer, id: ed.signer.id }),
    ],
    [
      'by another algorithm than the key’s',
      () => signed(removal, { ...aKey('hmac-sha256').signer, id: ed.signer.id }),
    ],
    ['with a changed time', () => signedOtherwise('created=', 'created=1')],
    ['without a nonce', () => signedOtherwise('nonce=', 'other=')],
    ['without a time', () => signedOtherwise('created=', 'other=')],
    ['that covers no path', () => signedOtherwise('"@path" ', '')],
    ['that covers no token', () => signedOtherwise(' "authorization"', '')],
    [
      'with garbage',
      () => changed({ headers: { 'Signature-Input': 'sig=(((', Signature: 'sig=1' } }),
    ],
    ['with an empty one', () => changed({ headers: { 'Signature-Input': '', Signature: '' } })],
    [
      'with two',
      async () => {
        const first = await signed(removal);
        return signed({ ...removal, headers: first.headers });
      },
    ],
  ])('%s are refused with 401, and nothing is done', async (_what, request) => {
    const response = await send(await request());
    expect(response.json<ErrorEnvelope>().error.code).toBe('UNAUTHORIZED');
    expect([response.statusCode, response.headers['accept-signature']]).toEqual([
      401,
      ACCEPT_SIGNATURE,
    ]);
    expect(done()).toBe(0);
  });

  it('by somebody else’s key are 403', async () => {
    expect((await send(await signed(removal, bobs.signer))).statusCode).toBe(403);
    expect(done()).toBe(0);
  });

  it('need a token, too', async () => {
    const response = await send(await signed({ ...removal, headers: { authorization: '' } }));
    expect(response.statusCode).toBe(401);
  });

  it('are 503 when the keys cannot be asked for', async () => {
    keys.failure = new UnavailableError('The identity service does not answer.');
    expect((await send(await signed(removal))).statusCode).toBe(503);
    keys.failure = new Error('a defect');
    expect((await send(await signed(removal))).statusCode).toBe(500);
    expect(done()).toBe(0);
  });
});
