import { Controller, Get, Global, Module } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Principal } from '@trailmark/contracts';
import { configureApp, createAdapter } from '@trailmark/platform';
import { sign, SignOptions } from 'jsonwebtoken';
import { Access } from '../src/access/access.js';
import { Allow } from '../src/access/allow.decorator.js';
import { CurrentAccess } from '../src/access/current-access.decorator.js';
import { AuthModule } from '../src/auth.module.js';
import { AuthConfig } from '../src/config.js';
import { issueToken } from '../src/token/issue-token.js';
import { FakeIssuer, newKey } from './fake-issuer.js';

const SECRET = 'a secret of no less than 32 characters';
const ISSUER = 'https://issuer.example';
const AUDIENCE = 'trailmark';
const MINUTE_MS = 60_000;

@Controller('me')
class MeController {
  @Get()
  @Allow('read')
  me(@CurrentAccess() { principal }: Access): Principal {
    return principal;
  }
}

describe('tokens of another issuer', () => {
  const rsa = newKey('RS256');
  const ec = newKey('ES256');
  let issuer: FakeIssuer;
  let app: NestFastifyApplication;

  const start = async (jwksUrl: string, jwtSecret: string | null = SECRET): Promise<void> => {
    @Global()
    @Module({
      providers: [
        {
          provide: AuthConfig,
          useValue: { jwtSecret, jwksUrl, jwtIssuer: ISSUER, jwtAudience: AUDIENCE },
        },
      ],
      exports: [AuthConfig],
    })
    class TestConfigModule {}
    const testing = await Test.createTestingModule({
      imports: [TestConfigModule, AuthModule],
      controllers: [MeController],
    }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(createAdapter(), {
      bodyParser: false,
      logger: false,
    });
    configureApp(app);
    await app.init();
  };

  const ask = (token: string) =>
    app.inject({ method: 'GET', url: '/me', headers: { authorization: `Bearer ${token}` } });
  const statusOf = async (token: string): Promise<number> => (await ask(token)).statusCode;

  const claims = { sub: 'ann', email: 'a@b.c', roles: ['support'], iss: ISSUER, aud: AUDIENCE };
  const good = { expiresIn: '5m' } as const;
  const tokenOf = (changes: object = {}, options: SignOptions = good, key = rsa): string =>
    issuer.token(key, { ...claims, ...changes }, options);

  let passed = 0;
  /** Moves the clocks that ages of keys are told by, once they are held; timers go on as they do. */
  const pass = (ms: number): void => {
    passed += ms;
  };
  const holdClocks = (): void => {
    const [date, elapsed] = [Date.now(), performance.now()];
    jest.spyOn(Date, 'now').mockImplementation(() => date + passed);
    jest.spyOn(performance, 'now').mockImplementation(() => elapsed + passed);
  };

  beforeEach(async () => {
    issuer = await FakeIssuer.start();
    issuer.keys = [rsa, ec];
    await start(issuer.url);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    passed = 0;
    await app.close();
    await issuer.stop();
  });

  it.each([
    ['RS256', rsa],
    ['ES256', ec],
  ])('signed with %s say who is calling', async (_algorithm, key) => {
    const response = await ask(tokenOf({}, good, key));
    expect(response.json()).toEqual({ sub: 'ann', email: 'a@b.c', roles: ['support'] });
  });

  it('may be for several, us among them', async () => {
    expect(await statusOf(tokenOf({ aud: ['others', AUDIENCE] }))).toBe(200);
  });

  it('are taken beside those signed with our secret', async () => {
    expect(await statusOf(tokenOf())).toBe(200);
    expect(await statusOf(issueToken(SECRET, { sub: 'ann', roles: [] }))).toBe(200);
  });

  describe('are refused with 401', () => {
    const nowS = () => Math.floor(Date.now() / 1000);

    it.each<[string, () => string]>([
      ['of another issuer', () => tokenOf({ iss: 'https://other.example' })],
      ['of no issuer', () => tokenOf({ iss: undefined })],
      ['for another audience', () => tokenOf({ aud: 'others' })],
      ['for no audience', () => tokenOf({ aud: undefined })],
      ['expired beyond the leeway', () => tokenOf({ exp: nowS() - 61 }, {})],
      ['not valid yet beyond the leeway', () => tokenOf({ nbf: nowS() + 3600 })],
      ['without a subject', () => tokenOf({ sub: undefined })],
      ['of an unknown key', () => tokenOf({}, good, newKey('RS256'))],
      ['of a key under another’s id', () => tokenOf({}, { ...good, keyid: ec.kid })],
      ['of no key id, there being several', () => tokenOf({}, { ...good, keyid: '' })],
      ['of RS512', () => tokenOf({}, { ...good, algorithm: 'RS512' })],
      ['of no algorithm', () => sign(claims, '', { algorithm: 'none', keyid: rsa.kid })],
      [
        'with a public key for a secret',
        () =>
          sign(claims, rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(), {
            algorithm: 'HS256',
            keyid: rsa.kid,
          }),
      ],
    ])('%s', async (_what, token) => {
      expect(await statusOf(token())).toBe(401);
    });

    it('signed with our secret but for somebody else', async () => {
      expect(await statusOf(sign({ sub: 'ann', aud: 'others' }, SECRET))).toBe(401);
      expect(await statusOf(sign({ sub: 'ann', aud: ['x', AUDIENCE] }, SECRET))).toBe(200);
    });
  });

  it('are checked within the leeway of the clocks', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await statusOf(tokenOf({ exp: now - 30 }, {}))).toBe(200);
    expect(await statusOf(tokenOf({ nbf: now + 50 }))).toBe(200);
  });

  it('without a secret of ours leave HS256 tokens refused', async () => {
    await app.close();
    await start(issuer.url, null);
    expect(await statusOf(issueToken(SECRET, { sub: 'ann', roles: [] }))).toBe(401);
    expect(await statusOf(tokenOf())).toBe(200);
  });

  it('cost one request for the keys, however many are made up', async () => {
    holdClocks();
    for (let n = 0; n < 20; n += 1) await statusOf(tokenOf({}, { ...good, keyid: `made-up-${n}` }));
    expect(await statusOf(tokenOf())).toBe(200);
    expect(issuer.asked).toBe(1);
  });

  it('of a new key are taken soon, of a withdrawn one no longer', async () => {
    holdClocks();
    expect(await statusOf(tokenOf())).toBe(200);
    const next = newKey('ES256');
    issuer.keys = [next];
    expect(await statusOf(tokenOf({}, { noTimestamp: true }, next))).toBe(401);
    pass(10_000);
    expect(await statusOf(tokenOf({}, { noTimestamp: true }, next))).toBe(200);
    pass(11 * MINUTE_MS);
    expect(await statusOf(tokenOf({}, { noTimestamp: true }))).toBe(401);
  });

  it('are taken for a day while the keys cannot be fetched anew', async () => {
    holdClocks();
    const token = tokenOf({}, { noTimestamp: true });
    expect(await statusOf(token)).toBe(200);
    issuer.fault = { status: 500, body: 'down' };
    for (let hours = 1; hours < 24; hours += 1) {
      pass(60 * MINUTE_MS);
      expect(await statusOf(token)).toBe(200);
    }
    pass(2 * 60 * MINUTE_MS);
    expect(await statusOf(token)).toBe(503);
    issuer.fault = null;
    pass(10_000);
    expect(await statusOf(token)).toBe(200);
  });

  it.each([
    ['an error', { status: 500, body: '' }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['no keys', { status: 200, body: '{}' }],
    ['far too much', { status: 200, body: `{"keys":[],"x":"${'x'.repeat(1_100_000)}"}` }],
  ])('cannot be checked when the keys’ address answers with %s: 503', async (_what, fault) => {
    issuer.fault = fault;
    const response = await ask(tokenOf());
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '1']);
    expect(await statusOf(issueToken(SECRET, { sub: 'ann', roles: [] }))).toBe(200);
    expect(await statusOf('garbage')).toBe(401);
  });
});
