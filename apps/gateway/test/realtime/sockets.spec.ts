import { Socket } from 'node:net';
import { sign } from 'jsonwebtoken';
import { TEST_JWT_SECRET, waitFor } from '@trailmark/testing';
import { Client } from './client.js';
import { FakeDashboard } from './fake-dashboard.js';
import { aCommit, RealtimeApp, startRealtime } from './realtime-app.js';

/** Below the client library: the connection itself. */
const connectionOf = (client: Client): Socket =>
  (client.socket as unknown as { _socket: Socket })._socket;

const metricOf = async ({ url }: RealtimeApp, line: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.split(' ').at(-1) ?? 0);
};
const nowS = () => Math.floor(Date.now() / 1000);

/** How long a token that ends is still good for. */
const ACCEPTED_S = 8;

const closedLine = (reason: string) => `trailmark_realtime_closed_total{reason="${reason}"}`;

describe('a WebSocket', () => {
  let realtime: RealtimeApp;
  let dashboard: FakeDashboard;

  beforeAll(async () => {
    realtime = await startRealtime({ REALTIME_MAX_SOCKETS_PER_USER: '300' });
    dashboard = new FakeDashboard(realtime.nats);
  });
  afterAll(async () => {
    dashboard.stop();
    await realtime.stop();
  });

  const metric = (line: string) => metricOf(realtime, line);
  const closedBy = (reason: string) => metric(closedLine(reason));
  const open = () => metric('trailmark_realtime_sockets');

  it('whose reader has stalled is closed, while another of the user goes on', async () => {
    const [stalled, reading] = await Promise.all([
      Client.watching(realtime.url, 'ann'),
      Client.watching(realtime.url, 'ann'),
    ]);
    const before = await closedBy('too_slow');
    connectionOf(stalled).pause();
    const [item] = aCommit().items;
    const fact = aCommit({ items: item ? [{ ...item, name: 'x'.repeat(200_000) }] : [] });
    let told = 0;
    while ((await open()) > 1) {
      await realtime.tell(fact);
      told += 1;
      await waitFor(() => reading.of('facts').length === told);
    }
    expect(await closedBy('too_slow')).toBe(before + 1);
    const { length } = reading.of('facts');
    await realtime.tell(aCommit());
    await waitFor(() => reading.of('facts').length === length + 1);
    // What was on its way is still delivered; then the stream ends.
    connectionOf(stalled).resume();
    await stalled.closed;
    expect(stalled.of('facts').length).toBeLessThan(reading.of('facts').length);
    await reading.close();
  });

  it('costs little while idle: two hundred of them all hear a fact', async () => {
    const start = performance.now();
    const clients = await Promise.all(
      Array.from({ length: 200 }, () => Client.watching(realtime.url, 'crowd')),
    );
    expect(await open()).toBe(200);
    await waitFor(() => clients.every((client) => client.of('overview').length > 0));
    const asked = dashboard.questions.filter(({ request }) => request.user_id === 'crowd').length;
    // A question is shared: one a second at most while they came in, not two hundred.
    const seconds = (performance.now() - start) / 1000;
    expect(asked).toBeLessThanOrEqual(seconds + 1);
    const sent = await metric('trailmark_realtime_messages_total{type="facts"}');
    await realtime.tell(aCommit({ user_id: 'crowd' }));
    await waitFor(() => clients.every((client) => client.of('facts').length === 1));
    expect(await metric('trailmark_realtime_messages_total{type="facts"}')).toBe(sent + 200);
    const alive = clients.map(({ socket }) => socket.readyState === socket.OPEN);
    expect(alive.every(Boolean)).toBe(true);
    await Promise.all(clients.map((client) => client.close()));
    await waitFor(async () => (await open()) === 0);
  });

  it('ends when its token is no longer accepted, the leeway included', async () => {
    const tokenWith = (claims: object) => sign({ sub: 'ann', ...claims }, TEST_JWT_SECRET);
    const watch = (claims: object) =>
      Client.open(realtime.url, '/analytics/realtime/ann', tokenWith(claims));
    const staying = [await watch({ exp: nowS() + 2 ** 40 }), await watch({})];
    const now = nowS();
    // The leeway is a minute: the rest is for the handshake on a busy machine.
    const ending = await watch({ exp: now - 60 + ACCEPTED_S });
    expect(await ending.closed).toEqual({ code: 4401, reason: 'token expired' });
    expect(Date.now()).toBeGreaterThanOrEqual((now + ACCEPTED_S) * 1000);
    expect(staying.map(({ socket }) => socket.readyState)).toEqual([1, 1]);
    await Promise.all(staying.map((client) => client.close()));
  });

  it('overlooks a few messages of its client, then closes', async () => {
    const client = await Client.watching(realtime.url, 'ann');
    for (let n = 0; n < 5; n += 1) client.socket.send('hello');
    await realtime.tell(aCommit());
    await waitFor(() => client.of('facts').length === 1);
    client.socket.send('hello');
    expect(await client.closed).toEqual({ code: 1008, reason: 'nothing is to be sent here' });
  });

  it('takes no more than 1 KiB', async () => {
    const client = await Client.watching(realtime.url, 'ann');
    client.socket.send('x'.repeat(1025));
    expect((await client.closed).code).toBe(1009);
  });

  it('that its client closes is counted so', async () => {
    const before = await closedBy('client');
    const client = await Client.watching(realtime.url, 'ann');
    await client.close();
    await waitFor(async () => (await closedBy('client')) === before + 1);
  });
});

describe('the heartbeat', () => {
  it('ends a WebSocket that gives no sign of life, and none that does', async () => {
    const realtime = await startRealtime({ REALTIME_HEARTBEAT_MS: '1500' });
    const [dead, live] = await Promise.all([
      Client.watching(realtime.url, 'ann'),
      Client.watching(realtime.url, 'ann'),
    ]);
    let pings = 0;
    live.socket.on('ping', () => (pings += 1));
    connectionOf(dead).pause();
    await waitFor(async () => (await metricOf(realtime, closedLine('no_pong'))) === 1);
    connectionOf(dead).resume();
    expect((await dead.closed).code).toBe(1006);
    await waitFor(() => pings > 3);
    expect(live.socket.readyState).toBe(live.socket.OPEN);
    await realtime.stop();
  });
});

describe('when the gateway stops', () => {
  it('its WebSockets are closed in order, also one whose client does not read', async () => {
    const realtime = await startRealtime();
    const dashboard = new FakeDashboard(realtime.nats);
    const [one, other, stalled] = await Promise.all(
      ['ann', 'bob', 'cat'].map((user) => Client.watching(realtime.url, user)),
    );
    if (stalled) connectionOf(stalled).pause();
    await realtime.stop();
    dashboard.stop();
    expect(await one?.closed).toEqual({ code: 1001, reason: 'the server is stopping' });
    expect((await other?.closed)?.code).toBe(1001);
    stalled?.socket.terminate();
  });
});
