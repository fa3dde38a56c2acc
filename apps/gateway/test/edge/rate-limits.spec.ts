import { anEvent } from '@trailmark/testing';
import { WebSocket } from 'ws';
import { EdgeGateway, OTHER_KEY, READ, WRITE_KEY } from './edge-gateway.js';

const standing = ({ headers }: { headers: Headers }) =>
  ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`));

describe('rate limits', () => {
  let gateway: EdgeGateway;
  let now: number;
  // Time stands still but for what a test lets pass: no window ends because the machine is slow.
  beforeEach(() => {
    now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  const start = async (env: Record<string, string>) => {
    gateway = await EdgeGateway.start(env);
  };
  afterEach(async () => {
    await gateway.stop();
    jest.restoreAllMocks();
  });

  const read = (sub: string, headers = {}) => gateway.as(sub).get(READ, headers);

  describe('of a caller', () => {
    it('are told with every answer, and refuse with the seconds to wait', async () => {
      await start({ RATE_LIMIT_READ: '2/30' });
      expect(standing(await read('ann'))).toEqual(['2', '1', '30']);
      expect(standing(await read('ann'))).toEqual(['2', '0', '30']);
      const refused = await read('ann');
      expect(refused.status).toBe(429);
      expect(refused.body).toMatchObject({
        success: false,
        error: { code: 'RATE_LIMITED', message: 'Too many requests; try again in 30 s.' },
        metadata: { request_id: refused.headers.get('x-request-id') },
      });
      expect(standing(refused)).toEqual(['2', '0', '30']);
      expect(refused.headers.get('retry-after')).toBe('30');
    });

    it('are its own, whatever token or address it comes with', async () => {
      await start({ RATE_LIMIT_READ: '1/30' });
      expect((await read('ann')).status).toBe(503);
      expect((await read('bob')).status).toBe(503);
      expect((await read('ann', { 'x-forwarded-for': '198.51.100.9' })).status).toBe(429);
    });

    it('are separate for reading and recording', async () => {
      await start({ RATE_LIMIT_READ: '1/30', RATE_LIMIT_INGEST: '1/30' });
      const record = () => gateway.as('ann').post('/analytics/events', anEvent());
      await read('ann');
      expect((await read('ann')).status).toBe(429);
      expect(standing(await record())).toEqual(['1', '0', '30']);
      expect((await record()).status).toBe(429);
    });

    it('begin anew when their time is over', async () => {
      await start({ RATE_LIMIT_READ: '1/30' });
      await read('ann');
      now += 29_999;
      const refused = await read('ann');
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
      now += 1;
      expect((await read('ann')).status).toBe(503);
      expect((await read('ann')).headers.get('retry-after')).toBe('30');
    });

    it('are off when told so', async () => {
      await start({ RATE_LIMIT_READ: '0', RATE_LIMIT_ADDRESS: '0' });
      expect(standing(await read('ann'))).toEqual([null, null, null]);
    });

    it('hold for WebSockets', async () => {
      await start({ RATE_LIMIT_READ: '1/30' });
      await read('ann');
      const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/analytics/realtime/ann`, {
        headers: { authorization: gateway.as('ann').authorization },
      });
      socket.on('error', () => undefined);
      const [, answer] = await new Promise<[unknown, { statusCode?: number; headers: object }]>(
        (resolve) => socket.once('unexpected-response', (...told) => resolve(told)),
      );
      socket.terminate();
      expect(answer.statusCode).toBe(429);
      expect(answer.headers).toMatchObject({ 'retry-after': '30', 'ratelimit-remaining': '0' });
    });
  });

  describe('of a write key', () => {
    it('are its own, whoever uses it', async () => {
      await start({ RATE_LIMIT_INGEST: '1/30' });
      expect(standing(await gateway.capture(WRITE_KEY))).toEqual(['1', '0', '30']);
      const refused = await gateway.capture(WRITE_KEY);
      expect(refused.status).toBe(429);
      expect(refused.headers.get('retry-after')).toBe('30');
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
      expect((await gateway.capture(OTHER_KEY)).status).not.toBe(429);
    });
  });

  describe('of an address', () => {
    const garbage = (headers = {}) =>
      gateway.anonymous.get(READ, { authorization: 'Bearer garbage', ...headers });

    it('hold before a token is looked at', async () => {
      await start({ RATE_LIMIT_ADDRESS: '2/30' });
      expect((await garbage()).status).toBe(401);
      expect(standing(await garbage())).toEqual(['2', '0', '30']);
      expect((await garbage()).status).toBe(429);
      expect((await read('ann')).status).toBe(429);
      expect((await gateway.capture(WRITE_KEY)).status).toBe(429);
    });

    it('refuse in a way that pages of other origins can read', async () => {
      await start({ RATE_LIMIT_ADDRESS: '1/60' });
      const capture = () => gateway.anonymous.post('/batch', {});
      await capture();
      const refused = await capture();
      expect(refused.status).toBe(429);
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
      expect(refused.headers.get('x-content-type-options')).toBe('nosniff');
    });

    it('end what is refused again and again', async () => {
      await start({ RATE_LIMIT_REFUSED: '2/30' });
      await read('ann');
      expect((await garbage()).status).toBe(401);
      expect((await gateway.capture('no-key-of-ours')).status).toBe(401);
      const refused = await garbage();
      expect(refused.status).toBe(429);
      expect(refused.headers.get('retry-after')).toBe('30');
    });

    it('leave probes and the reference alone', async () => {
      await start({ RATE_LIMIT_ADDRESS: '1/30' });
      await garbage();
      for (const path of [
        '/health/live',
        '/metrics',
        '/openapi.json',
        '/docs',
        '/docs/swagger-ui.css',
      ]) {
        const answer = await fetch(`${gateway.url}${path}`);
        await answer.text();
        expect([path, answer.status]).toEqual([path, 200]);
        expect(standing(answer)).toEqual([null, null, null]);
      }
    });

    it('cannot be widened by a forged header', async () => {
      await start({ RATE_LIMIT_ADDRESS: '1/30' });
      await garbage({ 'x-forwarded-for': '198.51.100.1' });
      const again = await garbage({
        'x-forwarded-for': '198.51.100.2',
        forwarded: 'for=198.51.100.2',
      });
      expect(again.status).toBe(429);
    });

    describe('behind a trusted proxy', () => {
      it('are those of the last hop that is no proxy', async () => {
        await start({ RATE_LIMIT_ADDRESS: '1/30', TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
        const via = (forwarded: string) => garbage({ 'x-forwarded-for': forwarded });
        expect((await via('198.51.100.1, 10.1.2.3')).status).toBe(401);
        expect((await via('198.51.100.2, 10.1.2.3')).status).toBe(401);
        expect((await via('198.51.100.1')).status).toBe(429);
        expect((await via('203.0.113.66, 198.51.100.1, 10.9.9.9')).status).toBe(429);
      });
    });

    it('are not those that an untrusted peer forwards', async () => {
      await start({ RATE_LIMIT_ADDRESS: '1/30', TRUSTED_PROXIES: '10.0.0.0/8' });
      await garbage({ 'x-forwarded-for': '198.51.100.1' });
      expect((await garbage({ 'x-forwarded-for': '198.51.100.2' })).status).toBe(429);
    });
  });
});
