import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { issueToken } from '@trailmark/auth';
import {
  aMeasurement,
  anActivity,
  anEvent,
  mentionsOf,
  TEST_IP_HASH_KEY,
  TEST_JWT_SECRET,
  waitFor,
} from '@trailmark/testing';
import { RunningServer, startRedis } from '@trailmark/tools';
import { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { PATIENT, startStack, Stack } from '../e2e/stack.js';
import {
  ADDRESSES,
  FORWARDED,
  MARK,
  RAW,
  tellingAll,
  USER_AGENT,
  WRITE_KEY,
} from './raw-values.js';
import { NatsSpy } from './spy.js';

const ROOT = resolve(__dirname, '../..');
const SERVICES = ['events', 'performance', 'usage', 'activity', 'dashboard', 'journey'];
const KEPT_CHARACTERS = 50_000_000;

const DEMO = "require('./tools/dist/cli.js').main('demo', process.argv.slice(1))";

describe('after all that can be sent was sent', () => {
  const token = issueToken(TEST_JWT_SECRET, { sub: 'ann', roles: ['admin'] });
  const [, , signature = ''] = token.split('.');
  const forbidden = [...RAW, signature, TEST_JWT_SECRET, TEST_IP_HASH_KEY];
  const found = (text: string) => forbidden.filter((value) => text.includes(value));

  let folder: string;
  let redis: RunningServer;
  let stack: Stack;
  let spy: NatsSpy;
  const statuses: number[] = [];

  const send = async (
    path: string,
    body: string | Buffer | null,
    headers = {},
    method = 'POST',
  ) => {
    const answer = await fetch(`${stack.url}${path}`, {
      method,
      ...(body !== null && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
      headers: {
        'user-agent': USER_AGENT,
        'x-forwarded-for': FORWARDED,
        forwarded: `for=${FORWARDED}`,
        cookie: `session=${MARK}`,
        ...headers,
      },
    });
    await answer.text();
    statuses.push(answer.status);
    return answer.status;
  };
  const asAnn = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = (path: string, body: object) => send(path, JSON.stringify(body), asAnn);
  const get = (path: string) => send(path, null, asAnn, 'GET');

  const sender = { ip_address: ADDRESSES[0] ?? null, user_agent: USER_AGENT };
  const event = () => anEvent({ user_id: 'ann', properties: tellingAll(), ...sender });
  const activity = () =>
    anActivity({ user_id: 'ann', details: tellingAll(), metadata: { ...tellingAll(), ...sender } });

  const sendFacts = async () => {
    await post('/analytics/events', event());
    await post('/analytics/events/batch', { events: [event(), { ...event(), platform: MARK }] });
    await post('/analytics/activities', activity());
    await post('/analytics/activities/batch', { activities: [activity()] });
    const measurement = { ...aMeasurement({ user_id: 'ann' }), custom_metrics: tellingAll() };
    await post('/analytics/performance', measurement);
    const conversion = { event: 'bought', ...tellingAll() };
    const usage = { user_id: 'ann', date: new Date().toISOString().slice(0, 10) };
    const conversion_data = { conversion_events: [conversion] };
    await post('/analytics/usage', { ...usage, conversion_data });
  };

  const sendCaptured = async () => {
    const of = (name: string) => ({
      event: name,
      distinct_id: 'ann',
      properties: { ...tellingAll(), $set: tellingAll(), $set_once: tellingAll() },
    });
    const batch = JSON.stringify({ api_key: WRITE_KEY, batch: [of('a'), of('b')] });
    const single = JSON.stringify({ token: WRITE_KEY, ...of('c') });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const base64 = (text: string | Buffer) =>
      encodeURIComponent(Buffer.from(text).toString('base64'));
    await send('/batch/', batch);
    await send(`/e/?compression=gzip-js&token=${WRITE_KEY}&ip=${ADDRESSES[0]}`, gzipSync(batch));
    await send('/capture', `data=${base64(single)}`, form);
    await send('/track', `data=${base64(gzipSync(single))}&api_key=${WRITE_KEY}`, form);
    await send('/i/v0/e/', Buffer.from(gzipSync(batch)).toString('base64'));
    await send(
      '/engage',
      JSON.stringify({ token: WRITE_KEY, distinct_id: 'ann', $set: tellingAll() }),
    );
    await send('/flags/?v=2', single);
    await send(`/array/${WRITE_KEY}/config`, null, {}, 'GET');
    await send('/batch', JSON.stringify({ api_key: `tm_${MARK}_wrong`, batch: [of('d')] }));
  };

  const sendWhatFails = async () => {
    await send('/analytics/events', `{"ip":"${ADDRESSES[0]}" ${MARK}`, asAnn);
    await post('/analytics/events', { ...event(), ip_address: `${ADDRESSES[0]} ${MARK}` });
    await send('/analytics/events', MARK, { ...asAnn, 'content-type': 'text/plain' });
    await send('/analytics/events', '{}', { ...asAnn, authorization: `Bearer ${MARK}` });
    await get(`/analytics/dashboard/ann?colour=${MARK}&access_token=${token}`);
    await get(`/nowhere?password=${MARK}&ip=${ADDRESSES[0]}`);
  };

  const watch = async (query: string, headers = {}) => {
    const url = `${stack.url.replace('http', 'ws')}/analytics/realtime/ann${query}`;
    const socket = new WebSocket(url, { headers: { 'user-agent': USER_AGENT, ...headers } });
    socket.on('error', () => undefined);
    await Promise.race([once(socket, 'message'), once(socket, 'unexpected-response')]);
    socket.terminate();
  };

  const runDemo = async () => {
    const args = ['--users', '3', '--days', '2', '--url', stack.url, '--token', token];
    const demo = spawn(process.execPath, ['-e', DEMO, '--', ...args], {
      cwd: ROOT,
      stdio: 'ignore',
    });
    const [code] = (await once(demo, 'exit')) as [number];
    expect(code).toBe(0);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-raw-'));
    redis = await startRedis({ dataDir: folder });
    const env = { ...PATIENT, LOG_LEVEL: 'trace', WRITE_KEYS: WRITE_KEY, REDIS_URL: redis.url };
    stack = await startStack({ services: SERVICES, env, keptCharacters: KEPT_CHARACTERS });
    spy = await NatsSpy.start();
    await sendFacts();
    await sendCaptured();
    await sendWhatFails();
    await watch(`?access_token=${token}`);
    await watch(`?access_token=${MARK}`);
    await watch('', { authorization: `Bearer ${token}` });
    await runDemo();
    for (const kind of ['dashboard', 'performance', 'usage', 'activities']) {
      await get(`/analytics/${kind}/ann`);
    }
    await waitFor(
      async () => (await mentionsOf(stack.service('journey').schema, 'kept-value')).length > 0,
    );
  });
  afterAll(async () => {
    await spy.stop();
    await stack.stop();
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  it('much of it was taken, and some refused', () => {
    const count = (status: number) => statuses.filter((one) => one === status).length;
    expect(count(201)).toBe(6);
    expect(count(200)).toBeGreaterThanOrEqual(12);
    expect(count(401)).toBe(2);
    expect(count(404)).toBe(1);
  });

  it.each(SERVICES)('the schema of %s holds nothing raw', async (name) => {
    const { schema } = stack.service(name);
    expect(await mentionsOf(schema, ...forbidden)).toEqual([]);
  });

  it('what is beside it is held: the search looks in the right places', async () => {
    for (const name of ['events', 'performance', 'usage', 'activity', 'journey']) {
      expect(await mentionsOf(stack.service(name).schema, 'kept-value')).not.toEqual([]);
    }
    const { schema } = stack.service('events');
    expect(await mentionsOf(schema, 'Firefox 126 on Linux (desktop)')).toContainEqual(
      expect.stringMatching(/^analytics_events\.user_agent: /),
    );
  });

  it('no message held anything raw', async () => {
    const messages = await spy.messages();
    expect(messages.filter((message) => message.includes('kept-value')).length).toBeGreaterThan(10);
    expect([...new Set(messages.flatMap(found))]).toEqual([]);
  });

  it('no log line tells anything raw', () => {
    const apps = [stack.gateway, ...SERVICES.map((name) => stack.service(name).app)];
    for (const { log } of apps) {
      expect(log.length).toBeGreaterThan(1000);
      expect(log.split('\n').filter((line) => found(line).length > 0)).toEqual([]);
    }
    expect(stack.gateway.log).toContain('/analytics/events');
    expect(stack.gateway.log).not.toMatch(/access_token|colour=|[?&](?:token|v|password)=/);
  });

  it('no key and no value in Redis tells anything raw', async () => {
    const client = new Redis(redis.url);
    const keys = await client.keys('*');
    const values = await Promise.all(
      keys.map(async (key) => ((await client.type(key)) === 'string' ? client.get(key) : null)),
    );
    client.disconnect();
    expect(keys.length).toBeGreaterThan(0);
    expect([...keys, ...values].flatMap((text) => found(text ?? ''))).toEqual([]);
    expect(keys.filter((key) => key.includes('limit')).join()).not.toContain('ann');
  });
});
