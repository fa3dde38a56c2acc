import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningServer, startNats } from '@trailmark/tools';
import { PostHog, PostHogOptions } from 'posthog-node';
import { CaptureGateway, WRITE_KEY } from './capture-gateway.js';

/** As long as a busy machine may take; the SDK drops what it has not sent by then. */
const SHUTDOWN_MS = 120_000;

/** The real SDK, and the answers it got. */
class Sdk {
  readonly answers: number[] = [];
  readonly errors: unknown[] = [];
  readonly encodings = new Set<string | null>();
  readonly client: PostHog;

  constructor(host: string, options: PostHogOptions = {}, key = WRITE_KEY) {
    this.client = new PostHog(key, {
      host,
      flushInterval: 60_000,
      requestTimeout: 60_000,
      disableGeoip: true,
      fetch: async (url, init) => {
        const { headers = {}, method, body, signal } = init;
        this.encodings.add(new Headers(headers).get('content-encoding'));
        const answer = await fetch(url, {
          method,
          headers,
          ...(body !== undefined && { body }),
          ...(signal && { signal }),
        });
        this.answers.push(answer.status);
        return answer;
      },
      ...options,
    });
    this.client.on('error', (error: unknown) => this.errors.push(error));
  }
}

describe('posthog-node', () => {
  let gateway: CaptureGateway;

  beforeAll(async () => {
    gateway = await CaptureGateway.startBesideIdentity();
  });
  afterEach(() => gateway.forget());
  afterAll(() => gateway.stop());

  it('sends all it has in gzipped batches, each taken at once', async () => {
    const sdk = new Sdk(gateway.url, { flushAt: 1000 });
    const timestamp = new Date(Date.now() - 60_000);
    sdk.client.capture({
      distinctId: 'ann',
      event: 'api_request',
      properties: { endpoint: '/orders', request_id: 'req_1', status_code: 200 },
      timestamp,
    });
    sdk.client.identify({
      distinctId: 'ann',
      properties: { email: 'ann@example.org', $set_once: { plan: 'free' } },
    });
    sdk.client.alias({ distinctId: 'ann', alias: 'ann@example.org' });
    sdk.client.captureException(new TypeError('it broke'), 'ann');
    await sdk.client.shutdown(SHUTDOWN_MS);

    expect(sdk.answers).toEqual([200]);
    expect(sdk.errors).toEqual([]);
    expect([...sdk.encodings]).toEqual(['gzip']);
    const events = new Map((await gateway.events()).map((event) => [event.event, event]));
    expect([...events.keys()].sort()).toEqual([
      '$create_alias',
      '$exception',
      '$identify',
      'api_request',
    ]);
    expect(events.get('api_request')).toMatchObject({
      distinct_id: 'ann',
      properties: { endpoint: '/orders', request_id: 'req_1', $lib: 'posthog-node' },
      link: null,
    });
    const at = Date.parse(events.get('api_request')?.timestamp ?? '');
    expect(Math.abs(at - timestamp.getTime())).toBeLessThan(10_000);
    expect(events.get('$identify')).toMatchObject({
      set: { email: 'ann@example.org' },
      set_once: { plan: 'free' },
    });
    expect(events.get('$create_alias')?.link).toEqual({
      kind: 'alias',
      distinct_id: 'ann@example.org',
    });
    expect(events.get('$exception')?.properties.$exception_list).toMatchObject([
      { type: 'TypeError', value: 'it broke' },
    ]);
  });

  it('sends several batches, and loses or doubles nothing', async () => {
    const sdk = new Sdk(gateway.url, { flushAt: 20 });
    for (let n = 0; n < 130; n += 1) {
      sdk.client.capture({ distinctId: 'ann', event: 'counted', properties: { n } });
    }
    await sdk.client.shutdown(SHUTDOWN_MS);
    expect(new Set(sdk.answers)).toEqual(new Set([200]));
    const numbers = (await gateway.events()).map(({ properties }) => properties.n as number);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 130 }, (_, n) => n));
    const facts = await gateway.facts();
    expect(facts.every(({ key, body, user_id }) => key === body.uuid && user_id === 'ann')).toBe(
      true,
    );
    expect(new Set(facts.map(({ key }) => key)).size).toBe(130);
  });

  it('finds no feature flags, without an error', async () => {
    const sdk = new Sdk(gateway.url);
    expect(await sdk.client.getAllFlags('ann')).toEqual({});
    const flags = await sdk.client.evaluateFlags('ann');
    expect(flags.isEnabled('beta')).toBe(false);
    await sdk.client.shutdown(SHUTDOWN_MS);
    expect(new Set(sdk.answers)).toEqual(new Set([200]));
    expect(sdk.errors).toEqual([]);
  });

  it('does not try again with a key that is not known', async () => {
    const sdk = new Sdk(gateway.url, {}, 'tm_this_key_is_not_known');
    sdk.client.capture({ distinctId: 'ann', event: 'lost' });
    await expect(sdk.client.flush()).rejects.toMatchObject({ status: 401 });
    await sdk.client.shutdown(SHUTDOWN_MS);
    expect(sdk.answers).toEqual([401]);
  });

  it('halves what is too large until it is taken', async () => {
    const sdk = new Sdk(gateway.url, {
      flushAt: 1000,
      maxBatchSize: 100,
      disableCompression: true,
    });
    for (let n = 0; n < 60; n += 1) {
      const properties = { n, text: 'x'.repeat(40_000) };
      sdk.client.capture({ distinctId: 'ann', event: 'long', properties });
    }
    await sdk.client.shutdown(SHUTDOWN_MS);
    expect(sdk.answers[0]).toBe(413);
    expect(await gateway.events()).toHaveLength(60);
  });
});

describe('posthog-node while NATS is away', () => {
  let folder: string;
  let nats: RunningServer;
  let gateway: CaptureGateway;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-capture-'));
    nats = await startNats({ storeDir: folder });
    gateway = await CaptureGateway.start({ NATS_URL: nats.url });
  });
  afterAll(async () => {
    await gateway.stop();
    await nats.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is told to try again, and what it had arrives once', async () => {
    await nats.kill();
    const sdk = new Sdk(gateway.url, { fetchRetryDelay: 500, fetchRetryCount: 400 });
    for (let n = 0; n < 5; n += 1) {
      sdk.client.capture({ distinctId: 'ann', event: 'patient', properties: { n } });
    }
    const flushed = sdk.client.flush();
    while (sdk.answers.length === 0) await new Promise((done) => setTimeout(done, 50));
    nats = await startNats({ storeDir: folder, port: nats.port });
    await flushed;
    await sdk.client.shutdown(SHUTDOWN_MS);
    expect(sdk.answers[0]).toBe(503);
    expect(sdk.answers.at(-1)).toBe(200);
    const stored = new Set((await gateway.facts()).map(({ key }) => key));
    expect(stored.size).toBe(5);
  });

  it('says when to come again', async () => {
    await nats.kill();
    const answer = await gateway.send([{ event: 'later', distinct_id: 'ann' }]);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    nats = await startNats({ storeDir: folder, port: nats.port });
  });
});
