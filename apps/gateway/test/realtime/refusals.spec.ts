import { connect } from 'node:net';
import { sign } from 'jsonwebtoken';
import { ErrorEnvelope } from '@trailmark/contracts';
import { TEST_JWT_SECRET, waitFor } from '@trailmark/testing';
import { Client, refusal, tokenOf } from './client.js';
import { RealtimeApp, startRealtime } from './realtime-app.js';

const ANN = '/analytics/realtime/ann';
const nowS = () => Math.floor(Date.now() / 1000);
const expiredAt = (exp: number) => sign({ sub: 'ann', exp, iat: exp - 60 }, TEST_JWT_SECRET);

describe('a WebSocket is refused', () => {
  let realtime: RealtimeApp;

  beforeAll(async () => {
    realtime = await startRealtime({
      REALTIME_MAX_SOCKETS: '3',
      REALTIME_MAX_SOCKETS_PER_USER: '2',
    });
  });
  afterAll(() => realtime.stop());

  const ann = tokenOf('ann', 'user');

  it.each([
    ['without a token', ANN, null],
    ['with garbage in the header', ANN, 'abc.def.ghi'],
    ['with garbage in the query', `${ANN}?access_token=abc`, null],
    ['with an empty token in the query', `${ANN}?access_token=`, null],
    ['with a token signed by a stranger', ANN, sign({ sub: 'ann' }, 'x'.repeat(64))],
    ['with an unsigned token', ANN, sign({ sub: 'ann' }, '', { algorithm: 'none' })],
    ['with an expired token', ANN, expiredAt(nowS() - 120)],
    ['with an expired token in the query', `${ANN}?access_token=${expiredAt(0)}`, null],
  ])('%s by 401', async (_what, path, token) => {
    const { status, headers, body } = await refusal(realtime.url, path, token);
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(body).toMatchObject({ success: false, error: { code: 'UNAUTHORIZED' } });
    expect(body.metadata.request_id).toBe(headers['x-request-id']);
  });

  it('for a foreign user by 403, also when the token stands in the query', async () => {
    for (const [path, token] of [
      ['/analytics/realtime/bob', ann],
      [`/analytics/realtime/bob?access_token=${ann}`, null],
      ['/analytics/realtime/Ann', ann],
    ] as const) {
      const { status, body } = await refusal(realtime.url, path, token);
      expect(status).toBe(403);
      expect(body.error.code).toBe('FORBIDDEN');
    }
  });

  it.each([
    ['time_period=custom', 'time_period'],
    ['time_period=last_week', 'time_period'],
    ['time_period=', 'time_period'],
    ['timezone=Mars/Olympus', 'timezone'],
    ['timezone=%2B05:30', 'timezone'],
    ['start_date=2026-01-01', 'start_date'],
    ['colour=red', 'colour'],
  ])('with %s by 400 that names %s', async (query, field) => {
    const { status, body } = await refusal(realtime.url, `${ANN}?${query}`, ann);
    expect(status).toBe(400);
    expect(body.error.code).toBe('VALIDATION_ERROR');
    expect(body.error.details?.map((detail) => detail.field)).toEqual([field]);
  });

  it('for a user id that cannot be by 400', async () => {
    const path = `/analytics/realtime/${'x'.repeat(129)}`;
    const { status, body } = await refusal(realtime.url, path, tokenOf('eve', 'admin'));
    expect(status).toBe(400);
    expect(body.error.details?.[0]?.field).toBe('user_id');
  });

  it('for any other path by what is there, and without a token from its query', async () => {
    const nowhere = await refusal(realtime.url, '/analytics/realtime', ann);
    expect([nowhere.status, nowhere.body.error.code]).toEqual([404, 'NOT_FOUND']);
    const list = await refusal(realtime.url, `/analytics/events?access_token=${ann}`);
    expect(list.status).toBe(401);
    const live = await refusal(realtime.url, '/health/live');
    expect(live.status).toBe(200);
    expect(live.body).toEqual({ status: 'ok' });
  });

  it('when the process or the user has enough of them by 503, until one is closed', async () => {
    const open = [
      await Client.watching(realtime.url, 'ann'),
      await Client.watching(realtime.url, 'ann'),
    ];
    const third = await refusal(realtime.url, ANN, ann);
    expect([third.status, third.body.error.code]).toEqual([503, 'UNAVAILABLE']);
    expect(third.headers['retry-after']).toMatch(/^\d+$/);
    open.push(await Client.watching(realtime.url, 'bob'));
    const fourth = await refusal(realtime.url, '/analytics/realtime/cat', tokenOf('cat', 'user'));
    expect([fourth.status, fourth.body.error.message]).toEqual([
      503,
      'There are too many WebSockets open.',
    ]);
    await open.pop()?.close();
    await waitFor(async () => {
      const cat = await Client.watching(realtime.url, 'cat').catch(() => null);
      if (cat) open.push(cat);
      return cat !== null;
    });
    await Promise.all(open.map((client) => client.close()));
  });

  describe('to what is no WebSocket client', () => {
    it('by 426 that names the protocol', async () => {
      const headers = { authorization: `Bearer ${ann}` };
      const response = await fetch(`${realtime.url}${ANN}`, { headers });
      expect(response.status).toBe(426);
      expect(response.headers.get('upgrade')).toBe('websocket');
      const body = (await response.json()) as ErrorEnvelope;
      expect(body).toMatchObject({ success: false, error: { code: 'VALIDATION_ERROR' } });
    });

    it('by 401 when its token stands in the query: only a handshake may have it there', async () => {
      const response = await fetch(`${realtime.url}${ANN}?access_token=${ann}`);
      expect(response.status).toBe(401);
    });

    const send = async (...lines: string[]): Promise<string> => {
      const { hostname, port } = new URL(realtime.url);
      const socket = connect(Number(port), hostname);
      socket.end([...lines, '', ''].join('\r\n'));
      const chunks = (await socket.toArray()) as Buffer[];
      return Buffer.concat(chunks).toString();
    };

    it('by 400 when the handshake is wrong', async () => {
      const answer = await send(
        `GET ${ANN} HTTP/1.1`,
        'Host: trailmark',
        `Authorization: Bearer ${ann}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: short',
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toMatch(/connection: close/i);
      const { error } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as ErrorEnvelope;
      expect(error).toMatchObject({
        code: 'VALIDATION_ERROR',
        message: 'Missing or invalid Sec-WebSocket-Key header.',
      });
    });

    it('but an offer of HTTP/2, which may be ignored, is answered as any request', async () => {
      const body = JSON.stringify({});
      const { hostname, port } = new URL(realtime.url);
      const socket = connect(Number(port), hostname);
      socket.write(
        [
          'POST /analytics/events HTTP/1.1',
          'Host: trailmark',
          `Authorization: Bearer ${ann}`,
          'Connection: Upgrade, HTTP2-Settings',
          'Upgrade: h2c',
          'HTTP2-Settings: AAMAAABkAAQAAP__',
          'Content-Type: application/json',
          `Content-Length: ${body.length}`,
          '',
          body,
        ].join('\r\n'),
      );
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      await waitFor(() => /^HTTP\/1\.1 400 [^]*"field":"user_id"/.test(answer));
      socket.destroy();
    });
  });
});
