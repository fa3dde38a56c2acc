import { Body, Controller, Get, HttpException, Param, Post } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ErrorEnvelope, MAX_BODY_BYTES } from '@trailmark/contracts';
import { configureApp, createAdapter } from '../bootstrap/create-app.js';
import {
  NotFoundError,
  RateLimitedError,
  UnauthorizedError,
  UnavailableError,
  ValidationFailedError,
} from '../errors/domain-errors.js';

const details = [{ field: 'page', message: 'page is wrong' }];

const FAILURES: Record<string, () => never> = {
  validation: () => {
    throw new ValidationFailedError(details);
  },
  missing: () => {
    throw new NotFoundError('There is no such thing.');
  },
  unauthorized: () => {
    throw new UnauthorizedError();
  },
  away: () => {
    throw new UnavailableError('Away.', { cause: new Error('Qz7') });
  },
  limited: () => {
    throw new RateLimitedError(17);
  },
  defect: () => {
    throw new Error('Qz7');
  },
  teapot: () => {
    throw new HttpException('I am a teapot', 418);
  },
  gateway: () => {
    throw new HttpException('Qz7', 504);
  },
};

@Controller()
class FailingController {
  @Post('echo')
  echo(@Body() body: unknown): unknown {
    return { body };
  }

  @Get('failures/:kind')
  fail(@Param('kind') kind: string): void {
    FAILURES[kind]?.();
  }
}

describe('the error answer', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({ controllers: [FailingController] }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(createAdapter(), {
      bodyParser: false,
      logger: false,
    });
    configureApp(app);
    await app.init();
  });

  afterAll(() => app.close());

  const get = (url: string, requestId = 'req_1') =>
    app.inject({ method: 'GET', url, headers: { 'x-request-id': requestId } });

  const post = (payload: string, type = 'application/json') =>
    app.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': type } });

  it('is the envelope, with the request id and the time it took', async () => {
    const response = await get('/failures/validation');
    const body = response.json<ErrorEnvelope>();
    expect(body).toEqual({
      success: false,
      error: { code: 'VALIDATION_ERROR', message: 'The request is not valid.', details },
      metadata: {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        request_id: 'req_1',
        processing_time: expect.any(Number) as number,
      },
    });
    expect(response.headers['x-request-id']).toBe('req_1');
  });

  it.each([
    ['/failures/validation', 400, 'VALIDATION_ERROR'],
    ['/failures/unauthorized', 401, 'UNAUTHORIZED'],
    ['/failures/missing', 404, 'NOT_FOUND'],
    ['/no-such-route', 404, 'NOT_FOUND'],
    ['/failures/limited', 429, 'RATE_LIMITED'],
    ['/failures/teapot', 418, 'VALIDATION_ERROR'],
    ['/failures/defect', 500, 'INTERNAL_ERROR'],
    ['/failures/gateway', 500, 'INTERNAL_ERROR'],
    ['/failures/away', 503, 'UNAVAILABLE'],
  ])('of GET %s is %i %s', async (url, status, code) => {
    const response = await get(url);
    expect(response.statusCode).toBe(status);
    expect(response.json<ErrorEnvelope>().error.code).toBe(code);
  });

  it.each(['/failures/defect', '/failures/gateway', '/failures/away'])(
    'of GET %s tells nothing of its cause',
    async (url) => {
      expect((await get(url)).body).not.toMatch(/Qz7|stack|\.ts/);
    },
  );

  it('names the scheme with a 401 and when to try again with a 503', async () => {
    expect((await get('/failures/unauthorized')).headers['www-authenticate']).toBe('Bearer');
    expect(Number((await get('/failures/away')).headers['retry-after'])).toBeGreaterThan(0);
    expect((await get('/failures/limited')).headers['retry-after']).toBe('17');
    expect((await get('/failures/defect')).headers).not.toHaveProperty('retry-after');
  });

  it('gives a request with an insane id a new one', async () => {
    const response = await get('/failures/missing', 'two words');
    const { metadata } = response.json<ErrorEnvelope>();
    expect(metadata.request_id).toMatch(/^[\da-f-]{36}$/);
    expect(response.headers['x-request-id']).toBe(metadata.request_id);
  });

  it.each([
    ['malformed JSON', '{"a":', 'application/json', 400, 'VALIDATION_ERROR'],
    ['no JSON', 'a=1', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['plain text', 'hello', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a body over 1 MiB',
      JSON.stringify('x'.repeat(MAX_BODY_BYTES)),
      'application/json',
      413,
      'PAYLOAD_TOO_LARGE',
    ],
  ])('of %s', async (_what, payload, type, status, code) => {
    const response = await post(payload, type);
    expect(response.statusCode).toBe(status);
    expect(response.json<ErrorEnvelope>().error.code).toBe(code);
  });

  it('does not stand in the way of a body of exactly 1 MiB', async () => {
    const response = await post(JSON.stringify('x'.repeat(MAX_BODY_BYTES - 2)));
    expect(response.statusCode).toBe(201);
  });
});
