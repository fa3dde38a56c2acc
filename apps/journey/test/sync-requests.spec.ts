import { randomUUID } from 'node:crypto';
import { SourceBench } from './a-source.js';
import { anEventAgo, DAY, HOUR, idsOf } from './posthog-events.js';

describe('bringing the events of one request from PostHog', () => {
  let bench: SourceBench;

  beforeAll(async () => {
    bench = await SourceBench.start();
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    bench.fake.asked.splice(0);
    bench.fake.fault = () => null;
  });

  it('brings them from whomever they are, of the last 90 days, once a minute', async () => {
    const source = bench.source();
    const request_id = randomUUID();
    const events = ['req-anna', 'req-ben'].map((id) =>
      anEventAgo(id, HOUR, { properties: { request_id } }),
    );
    bench.fake.store.addEvents([
      ...events,
      anEventAgo('req-anna', 91 * DAY, { properties: { request_id } }),
      anEventAgo('req-anna', HOUR, { properties: { request_id: randomUUID() } }),
      anEventAgo('req-anna', HOUR),
    ]);
    expect(await source.refreshRequest(request_id)).toMatchObject({ stale: false, error: null });
    await source.refreshRequest(request_id);
    expect(await bench.kept(['req-anna', 'req-ben'])).toEqual(idsOf(events));
    expect(bench.fake.asked.map(({ name }) => name)).toEqual(['trailmark_events_of_request']);
    await bench.age(61);
    await source.refreshRequest(request_id);
    expect(bench.fake.asked).toHaveLength(2);
  });

  it('tells a failure, and claims nothing of the users it met', async () => {
    const source = bench.source();
    const request_id = randomUUID();
    bench.fake.fault = () => ({ status: 403, code: 'permission_denied' });
    expect(await source.refreshRequest(request_id)).toMatchObject({
      stale: true,
      lastSyncedAt: null,
      error: { code: 'UPSTREAM_ERROR' },
    });
    bench.fake.fault = () => null;
    expect(await source.refreshRequest(request_id)).toMatchObject({ stale: false });
    expect(await bench.service.schema.query('SELECT * FROM sync_state')).toEqual([]);
  });
});
