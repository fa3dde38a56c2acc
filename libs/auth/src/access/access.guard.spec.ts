import { generateKeyPairSync, KeyObject } from 'node:crypto';
import { Controller, Get, Global, Module, Post } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ErrorEnvelope, Role } from '@trailmark/contracts';
import { configureApp, createAdapter, currentContext, Public } from '@trailmark/platform';
import { Secret, sign, SignOptions } from 'jsonwebtoken';
import { AuthModule } from '../auth.module.js';
import { AuthConfig } from '../config.js';
import { issueToken } from '../token/issue-token.js';
import { Access } from './access.js';
import { Allow } from './allow.decorator.js';
import { CurrentAccess } from './current-access.decorator.js';

const SECRET = 'a secret of no less than 32 characters';

const tokenOf = (...roles: Role[]): string => issueToken(SECRET, { sub: 'ann', roles });

@Controller('things')
class ThingsController {
  @Get()
  @Allow('read')
  list(@CurrentAccess() access: Access): unknown {
    return { ...access, seenBelow: currentContext()?.principal };
  }

  @Post()
  @Allow('ingest')
  record(@CurrentAccess() access: Access): unknown {
    return { reach: access.reach };
  }

  @Get('open')
  @Public()
  open(): unknown {
    return { open: true };
  }

  @Get('forgotten')
  forgotten(): unknown {
    return { secret: true };
  }

  @Get(':user_id')
  @Allow('read')
  ofUser(): unknown {
    return { found: true };
  }
}

@Controller('status')
@Public()
class StatusController {
  @Get()
  status(): unknown {
    return { ok: true };
  }
}

@Global()
@Module({
  providers: [
    {
      provide: AuthConfig,
      useValue: { jwtSecret: SECRET, jwksUrl: null, jwtIssuer: null, jwtAudience: null },
    },
  ],
  exports: [AuthConfig],
})
class TestConfigModule {}

describe('AccessGuard', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({
      imports: [TestConfigModule, AuthModule],
      controllers: [ThingsController, StatusController],
    }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(createAdapter(), {
      bodyParser: false,
      logger: false,
    });
    configureApp(app);
    await app.init();
  });

  afterAll(() => app.close());

  const withHeader = (authorization: string | undefined, url = '/things') =>
    app.inject({
      method: 'GET',
      url,
      headers: authorization === undefined ? {} : { authorization },
    });

  const get = (url: string, token: string) => withHeader(`Bearer ${token}`, url);

  const statusOf = async (token: string): Promise<number> =>
    (await get('/things', token)).statusCode;

  describe('without a token that can be verified', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
    const claims = { sub: 'ann', roles: ['admin'] };
    const signed = (key: Secret, options: SignOptions): string => sign(claims, key, options);
    const tamper = (token: string): string => {
      const [header = '', , signature = ''] = token.split('.');
      const other = Buffer.from(JSON.stringify({ ...claims, sub: 'bob' })).toString('base64url');
      return [header, other, signature].join('.');
    };

    it.each<[string, string | undefined]>([
      ['no header', undefined],
      ['an empty header', ''],
      ['another scheme', 'Basic YW5uOnB3'],
      ['a bare token', tokenOf('admin')],
      ['no token', 'Bearer '],
      ['garbage', 'Bearer abc.def.ghi'],
      ['a wrong secret', `Bearer ${signed('another secret of 32 characters!!', {})}`],
      ['alg none', `Bearer ${signed('', { algorithm: 'none' })}`],
      ['another HMAC with our secret', `Bearer ${signed(SECRET, { algorithm: 'HS512' })}`],
      ['RS256 by a stranger’s key', `Bearer ${signed(privateKey, { algorithm: 'RS256' })}`],
      ['HS256 by a public key', `Bearer ${signed(pem(publicKey), { algorithm: 'HS256' })}`],
      ['changed claims', `Bearer ${tamper(tokenOf('admin'))}`],
      ['a signature cut off', `Bearer ${tokenOf('admin').replace(/[^.]+$/, '')}`],
      ['no subject', `Bearer ${sign({ roles: ['admin'] }, SECRET)}`],
      ['an empty subject', `Bearer ${sign({ sub: '', roles: ['admin'] }, SECRET)}`],
    ])('refuses %s with 401', async (_what, authorization) => {
      const response = await withHeader(authorization);
      expect(response.statusCode).toBe(401);
      expect(response.json<ErrorEnvelope>().error.code).toBe('UNAUTHORIZED');
      expect(response.headers['www-authenticate']).toBe('Bearer');
    });

    it('does not take a token from anywhere but the header', async () => {
      const token = tokenOf('admin');
      const response = await withHeader(undefined, `/things?access_token=${token}&token=${token}`);
      expect(response.statusCode).toBe(401);
    });
  });

  describe('times of a token', () => {
    const now = Math.floor(Date.now() / 1000) * 1000;
    const nowS = now / 1000;
    const until = (exp: number): string => sign({ sub: 'ann', exp, iat: nowS - 100 }, SECRET);
    const from = (nbf: number): string => sign({ sub: 'ann', nbf, exp: nowS + 100 }, SECRET);

    beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(now));
    afterEach(() => jest.restoreAllMocks());

    it.each([
      ['not expired', until(nowS + 1), 200],
      ['expired 59 s ago', until(nowS - 59), 200],
      ['expired 60 s ago', until(nowS - 60), 401],
      ['expired long ago', until(nowS - 99_999), 401],
      ['valid in 60 s', from(nowS + 60), 200],
      ['valid in 61 s', from(nowS + 61), 401],
    ])('%s: %#', async (_when, token, status) => {
      expect(await statusOf(token)).toBe(status);
    });
  });

  describe('on a route', () => {
    it('hands on who is calling and how far it reaches', async () => {
      const principal = { sub: 'ann', email: null, roles: ['support'] };
      const response = await get('/things', tokenOf('support'));
      expect(response.json()).toEqual({ principal, reach: 'any', seenBelow: principal });
    });

    it.each<[Role, string, string]>([
      ['user', 'own', 'own'],
      ['support', 'any', 'own'],
      ['service', 'own', 'any'],
      ['admin', 'any', 'any'],
    ])('%s reads %s and records for %s', async (role, reads, records) => {
      const headers = { authorization: `Bearer ${tokenOf(role)}` };
      const recording = await app.inject({ method: 'POST', url: '/things', headers });
      expect((await get('/things', tokenOf(role))).json<Access>().reach).toBe(reads);
      expect(recording.json<Access>().reach).toBe(records);
    });

    it.each<Role>(['user', 'support', 'service', 'admin'])(
      'that names no permission %s is refused, too',
      async (role) => {
        const response = await get('/things/forgotten', tokenOf(role));
        expect(response.statusCode).toBe(403);
        expect(response.json<ErrorEnvelope>().error.code).toBe('FORBIDDEN');
      },
    );

    it('that names no permission is 401 to a stranger', async () => {
      expect((await withHeader(undefined, '/things/forgotten')).statusCode).toBe(401);
    });

    it.each(['/things/open', '/status'])('%s is open to all, with any header', async (url) => {
      expect((await withHeader(undefined, url)).statusCode).toBe(200);
      expect((await withHeader('Bearer garbage', url)).statusCode).toBe(200);
    });
  });

  describe('naming users', () => {
    const foreign = [
      '/things/bob',
      '/things/Ann',
      '/things/ann%20',
      '/things?user_id=bob',
      '/things?user_ids=bob',
      '/things?user_id=ann,bob',
      '/things?user_ids=ann,bob',
      '/things?user_id=ann&user_id=bob',
      '/things?user_id=bob&user_id=ann',
      '/things?user_ids=ann&user_ids=ann,bob',
      '/things?user_id=ann&user_ids=bob',
      '/things?user_id[]=ann&user_id[]=bob',
      '/things?user_id[1]=bob&user_id[0]=ann',
      '/things?user_id%5B%5D=bob',
      '/things?user_id=%62ob',
      '/things?user_id=',
      '/things/ann?user_id=bob',
    ];
    const own = [
      '/things/ann',
      '/things/%61nn',
      '/things?user_id=ann',
      '/things?user_ids=ann,ann',
      '/things?user_id=ann&user_ids=ann',
      '/things?user_id[]=ann',
      '/things?userid=bob',
    ];

    it.each(foreign)('a user is refused %s', async (url) => {
      const response = await get(url, tokenOf('user'));
      expect(response.statusCode).toBe(403);
      expect(response.json<ErrorEnvelope>().error.code).toBe('FORBIDDEN');
    });

    it.each(own)('a user gets %s', async (url) => {
      expect((await get(url, tokenOf('user'))).statusCode).toBe(200);
    });

    it.each(foreign)('support gets %s', async (url) => {
      expect((await get(url, tokenOf('support'))).statusCode).toBe(200);
    });

    it('a service records for anyone and yet reads only itself', async () => {
      const headers = { authorization: `Bearer ${tokenOf('service')}` };
      const url = '/things?user_id=bob';
      expect((await app.inject({ method: 'POST', url, headers })).statusCode).toBe(201);
      expect((await app.inject({ method: 'GET', url, headers })).statusCode).toBe(403);
    });
  });
});
