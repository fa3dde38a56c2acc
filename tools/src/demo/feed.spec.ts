import { feed, type FeedOptions } from './feed.js';
import { peopleOf } from './people/person.js';
import { EVENTS as EVENT_RECORDS } from './records/events.js';
import { Tally } from './report/tally.js';
import { FakeGateway } from './testing/fake-gateway.js';
import { DAY_MS } from './traffic/calendar.js';
import { trafficOf } from './traffic/traffic.js';

const LAST_DAY = Date.parse('2026-01-30') / DAY_MS;
const world = {
  seed: 1,
  people: peopleOf(1, 20),
  firstDay: LAST_DAY - 4,
  lastDay: LAST_DAY,
  now: (LAST_DAY + 2) * DAY_MS,
};
const EVENTS = [...trafficOf(world)].flatMap(({ steps }) => steps).length;
const QUICK = { tries: 4, firstMs: 1, longestMs: 4, longestAskedMs: 30 };
const UNAVAILABLE = { success: false, error: { code: 'UNAVAILABLE', message: 'Not now.' } };

describe('feeding a gateway (a fake one that remembers event_ids)', () => {
  let gateway: FakeGateway;
  let tally: Tally;

  async function fed(options: Partial<FeedOptions> = {}, url?: string) {
    const target = { url: url ?? (await gateway.listen()), token: 'secret' };
    const sending = { batchSize: 50, concurrency: 3, repeatShare: 0, patience: QUICK };
    const usual = { target, kinds: [EVENT_RECORDS], ...sending };
    await feed(world, tally, { ...usual, ...options });
  }

  beforeEach(() => {
    gateway = new FakeGateway();
    tally = new Tally();
  });
  afterEach(() => gateway.close());

  it('sends every event once, a few requests at a time', async () => {
    const shares: number[] = [];
    await fed({ onProgress: (share) => shares.push(share) });
    expect(tally.counts).toMatchObject({ stored: EVENTS, duplicate: 0, failed: 0 });
    expect(gateway.requests).toBe(Math.ceil(EVENTS / 50));
    expect(gateway.busiest).toBeLessThanOrEqual(3);
    expect([...gateway.tokens]).toEqual(['Bearer secret']);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    expect(Math.max(...shares)).toBeGreaterThan(0.8);
  });

  it('is answered duplicates the second time', async () => {
    const url = await gateway.listen();
    await fed({}, url);
    tally = new Tally();
    await fed({ batchSize: 70 }, url);
    expect(tally.counts).toMatchObject({ stored: 0, duplicate: EVENTS });
    expect(tally.sent).toBe(EVENTS);
  });

  it('sends some twice on purpose', async () => {
    await fed({ repeatShare: 0.1 });
    expect(tally.repeated).toBeGreaterThan(0);
    expect(tally.counts).toMatchObject({ stored: EVENTS, duplicate: tally.repeated });
  });

  it.each([429, 502, 503, 504])('tries again after %d, and loses nothing', async (status) => {
    gateway = new FakeGateway((_, request) =>
      request % 3 === 0 ? null : { status, body: UNAVAILABLE },
    );
    await fed({ concurrency: 1 });
    expect(tally.counts).toMatchObject({ stored: EVENTS, duplicate: 0, failed: 0 });
  });

  it('waits as long as Retry-After asks, within bounds', async () => {
    gateway = new FakeGateway((_, request) =>
      request > 1 ? null : { status: 503, headers: { 'retry-after': '3600' }, body: UNAVAILABLE },
    );
    const startedAt = performance.now();
    await fed({ patience: { ...QUICK, longestAskedMs: 300 } });
    expect(performance.now() - startedAt).toBeGreaterThan(290);
    expect(tally.counts.stored).toBe(EVENTS);
  });

  it('sends again only the items the gateway could not take', async () => {
    const sizes: number[] = [];
    gateway = new FakeGateway((events, request) => {
      sizes.push(events.length);
      if (request > 1) return null;
      const results = events.map((event, index) =>
        index < 2 ? { ...UNAVAILABLE, status: 'failed' } : gateway.resultOf(event),
      );
      return { status: 201, body: { success: true, data: { results } } };
    });
    await fed({ concurrency: 1 });
    expect(sizes.slice(0, 3)).toEqual([50, 2, 50]);
    expect(tally.counts).toMatchObject({ stored: EVENTS, duplicate: 0, failed: 0 });
  });

  it('counts what failed or was dropped, with the reason', async () => {
    const wrong = { code: 'VALIDATION_ERROR', message: 'No.', details: [{ message: 'too long' }] };
    gateway = new FakeGateway((events, request) => {
      if (request === 1) return { status: 400, body: { success: false, error: wrong } };
      if (request > 2) return null;
      const results = events.map(() => ({ status: 'dropped', reason: 'outside_retention' }));
      return { status: 201, body: { success: true, data: { results } } };
    });
    await fed({ concurrency: 1 });
    expect(tally.counts).toMatchObject({ failed: 50, dropped: 50, stored: EVENTS - 100 });
    expect(tally.problems).toEqual([
      ['failed: 400 VALIDATION_ERROR: No. (too long)', 50],
      ['dropped: outside_retention', 50],
    ]);
  });

  it.each([
    [401, 'refuses the token'],
    [403, 'refuses the token'],
    [404, 'is no Trailmark gateway'],
  ])('stops at once at %d and says what to do', async (status, message) => {
    gateway = new FakeGateway(() => ({ status, body: {} }));
    await expect(fed()).rejects.toThrow(message);
    expect(gateway.requests).toBeLessThanOrEqual(3);
  });

  it('does not take any answer for that of a gateway', async () => {
    gateway = new FakeGateway(() => ({ status: 200, body: { hello: 'world' } }));
    await fed();
    expect(tally.counts).toMatchObject({ failed: EVENTS, stored: 0 });
    expect(String(tally.problems[0])).toContain('not that of a Trailmark gateway');
  });

  it('gives up on a gateway that stays away, and names it', async () => {
    const url = await gateway.listen();
    await gateway.close();
    const waits: string[] = [];
    const onWait = ({ reason }: { reason: string }) => waits.push(reason);
    await expect(fed({ concurrency: 1, onWait }, url)).rejects.toThrow(
      `Gave up on ${url} after 4 tries: no answer (ECONNREFUSED)`,
    );
    expect(waits).toEqual(Array(3).fill('no answer (ECONNREFUSED)'));
    gateway = new FakeGateway();
    await gateway.listen();
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    await expect(fed({ signal: controller.signal, onProgress })).rejects.toThrow('aborted');
    expect(tally.sent).toBeLessThan(EVENTS);
  });
});
