import { ErrorEnvelope, WRITE_KEY_REVOKED } from '@trailmark/contracts';
import { NatsConnection } from '@trailmark/platform';
import { connectNats, waitFor } from '@trailmark/testing';
import { CaptureGateway, WRITE_KEY } from './capture-gateway.js';
import { FakeIdentity } from './fake-identity.js';

const event = { event: 'counted', distinct_id: 'ann' };
let number = 0;
const aKey = (): string => `tm_${String((number += 1)).padStart(43, 'k')}`;

describe('a write key that was given out', () => {
  let gateway: CaptureGateway;
  let nats: NatsConnection;
  let identity: FakeIdentity;
  let now: number;

  beforeAll(async () => {
    gateway = await CaptureGateway.start();
  });
  beforeEach(async () => {
    now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    nats = await connectNats();
    identity = new FakeIdentity(nats);
    await nats.flush();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await nats.close();
  });
  afterAll(() => gateway.stop());

  const send = (api_key: string) => gateway.send([event], { api_key });
  const statusOf = async (key: string): Promise<number> => (await send(key)).status;
  /** Time stands still for the gateway, however slow the machine, but for these milliseconds. */
  const pass = (ms: number) => {
    now += ms;
  };

  it('is taken, and asked about once for all that is sent in a while', async () => {
    const key = aKey();
    identity.issue(key);
    expect(await statusOf(key)).toBe(200);
    expect(await Promise.all([1, 2, 3].map(() => statusOf(key)))).toEqual([200, 200, 200]);
    expect(identity.timesAskedOf(key)).toBe(1);
  });

  it('is asked about once by all that send it at the same time', async () => {
    const key = aKey();
    identity.issue(key);
    expect(await Promise.all([1, 2, 3, 4].map(() => statusOf(key)))).toEqual([200, 200, 200, 200]);
    expect(identity.timesAskedOf(key)).toBe(1);
  });

  it('is asked about again after 5 seconds, should its revoking not have been heard', async () => {
    const key = aKey();
    identity.issue(key);
    expect(await statusOf(key)).toBe(200);
    pass(5001);
    expect(await statusOf(key)).toBe(200);
    expect(identity.timesAskedOf(key)).toBe(2);
  });

  it('is refused as soon as it is revoked', async () => {
    const key = aKey();
    identity.issue(key);
    expect(await statusOf(key)).toBe(200);
    await identity.revoke(key);
    await waitFor(async () => (await statusOf(key)) === 401);
    expect(identity.timesAskedOf(key)).toBe(1);
  });

  it('is refused when it is revoked while it is asked about', async () => {
    const key = aKey();
    identity.issue(key);
    let answer = (): void => undefined;
    identity.answering = new Promise((resolve) => (answer = resolve));
    const sending = statusOf(key);
    await waitFor(() => identity.timesAskedOf(key) === 1);
    await identity.revoke(key);
    await nats.flush();
    answer();
    await sending;
    expect(await statusOf(key)).toBe(401);
  });

  it('that is none is refused, and not asked about each time', async () => {
    const key = aKey();
    expect(await statusOf(key)).toBe(401);
    expect(await statusOf(key)).toBe(401);
    expect(identity.timesAskedOf(key)).toBe(1);
    identity.issue(key);
    pass(10_001);
    expect(await statusOf(key)).toBe(200);
  });

  it.each([
    'x',
    'tm_short',
    `tm_${'a'.repeat(201)}`,
    `tm_${'a'.repeat(30)} b`,
    'eyJhbGciOiJub25lIn0.e30.',
  ])('is not %s, of which nobody is asked', async (key) => {
    expect(await statusOf(key)).toBe(401);
    expect(identity.asked).toEqual([]);
  });

  it('is not one of the configuration, of which nobody is asked either', async () => {
    expect(await statusOf(WRITE_KEY)).toBe(200);
    expect(identity.asked).toEqual([]);
  });

  it('and is told badly of does no harm', async () => {
    const key = aKey();
    identity.issue(key);
    nats.publish(WRITE_KEY_REVOKED, 'no JSON');
    await nats.flush();
    expect(await statusOf(key)).toBe(200);
  });

  describe('while the identity service is away', () => {
    it('holds if it is known', async () => {
      const key = aKey();
      identity.issue(key);
      expect(await statusOf(key)).toBe(200);
      await nats.close();
      pass(24 * 3_600_000);
      expect(await statusOf(key)).toBe(200);
    });

    it('is to be sent again if not: nobody says that it is wrong', async () => {
      await nats.close();
      const answer = await send(aKey());
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(((await answer.json()) as ErrorEnvelope).error.code).toBe('UNAVAILABLE');
    });
  });
});
