import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FakeEvent, waitFor } from '@trailmark/testing';
import { PostHogSource } from '../src/sync/posthog-source.js';
import { SourceBench } from './a-source.js';
import { anEventAgo, HOUR, idsOf } from './posthog-events.js';

const BEFORE = 'trailmark_events_before';

describe('when PostHog is slow, away or busy', () => {
  let bench: SourceBench;
  let user: string;
  let events: FakeEvent[];

  const refresh = (source: PostHogSource) => source.refreshUser({ user_id: user, own: false }, 7);

  beforeAll(async () => {
    bench = await SourceBench.start();
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    user = randomUUID();
    events = Array.from({ length: 30 }, (_, i) => anEventAgo(user, (i + 1) * HOUR));
    bench.fake.store.addEvents(events);
    bench.fake.asked.splice(0);
    bench.fake.fault = () => null;
    bench.fake.remainingBytes = null;
  });
  afterEach(() => bench.fake.resume());

  it('answers stale at the deadline and goes on in the background', async () => {
    const source = bench.source({ waitMs: 100 });
    bench.fake.stall();
    expect(await refresh(source)).toEqual({ stale: true, lastSyncedAt: null, error: null });
    bench.fake.resume();
    await waitFor(async () => (await bench.kept([user])).length === 30);
    await waitFor(async () => !(await refresh(source)).stale);
    expect(bench.fake.askedFor(BEFORE)).toHaveLength(1);
  });

  it('tells when it was last complete', async () => {
    const source = bench.source();
    const { lastSyncedAt } = await refresh(source);
    await bench.age(120);
    bench.fake.fault = () => ({ status: 401, code: 'authentication_failed' });
    const later = await refresh(source);
    expect(later).toMatchObject({ stale: true, error: { code: 'UPSTREAM_ERROR' } });
    expect(Date.parse(lastSyncedAt ?? '') - Date.parse(later.lastSyncedAt ?? '')).toBe(120_000);
    expect(later.error?.message).toContain('POSTHOG_SECRET_KEY');
    const [{ last_error = null } = {}] = await bench.service.schema.query<{ last_error: unknown }>(
      'SELECT CAST(last_error AS CHAR) AS last_error FROM sync_questions WHERE question = ?',
      [`user:${user}`],
    );
    expect(last_error).toContain('POSTHOG_SECRET_KEY');
    bench.fake.fault = () => null;
    expect(await refresh(source)).toMatchObject({ stale: false, error: null });
  });

  it('says what fails while it still tries', async () => {
    const endless = { retries: 10_000, longestPauseMs: 50, totalMs: 240_000 };
    const client = { attended: endless, background: endless, failures: 100_000 };
    const source = bench.source({ waitMs: 2000, client });
    bench.fake.fault = () => ({ status: 503 });
    expect(await refresh(source)).toMatchObject({ stale: true, error: { code: 'UNAVAILABLE' } });
    bench.fake.fault = () => null;
    await waitFor(async () => !(await refresh(source)).stale);
  });

  it('asks a throttling PostHog next to nothing, however much it is asked itself', async () => {
    const source = bench.source();
    bench.fake.fault = () => ({ status: 429, headers: { 'retry-after': '60' } });
    for (let i = 0; i < 10; i += 1) {
      const states = await Promise.all(
        Array.from({ length: 10 }, () =>
          source.refreshUser({ user_id: randomUUID(), own: false }, 7),
        ),
      );
      for (const { error } of states) expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    }
    expect(bench.fake.asked.length).toBeLessThanOrEqual(3);
  });

  it('rests in the background while the budget is low, and goes on with the next question', async () => {
    const source = bench.source({ waitMs: 50, pageSize: 10 });
    bench.fake.remainingBytes = 5;
    bench.fake.before = () => sleep(100);
    expect(await refresh(source)).toMatchObject({ stale: true });
    await waitFor(async () => {
      const [row] = await bench.service.schema.query(
        'SELECT 1 FROM sync_questions WHERE question = ? AND last_error IS NOT NULL',
        [`user:${user}`],
      );
      return row !== undefined;
    });
    expect(bench.fake.asked.length).toBeLessThanOrEqual(2);
    bench.fake.before = () => undefined;
    const patient = bench.source({ pageSize: 10 });
    expect(await refresh(patient)).toMatchObject({ stale: false });
    expect(await bench.kept([user])).toEqual(idsOf(events));
  });

  describe('asked by many at once', () => {
    it('reads a user once', async () => {
      const source = bench.source();
      const states = await Promise.all(Array.from({ length: 20 }, () => refresh(source)));
      expect(new Set(states.map(({ stale }) => stale))).toEqual(new Set([false]));
      expect(bench.fake.asked).toHaveLength(2);
    });

    it('reads a user once in all replicas', async () => {
      const sources = [bench.source(), bench.source(), bench.source()];
      bench.fake.before = () => sleep(50);
      const states = await Promise.all([...sources, ...sources].map(refresh));
      expect(states.every(({ stale }) => !stale)).toBe(true);
      expect(bench.fake.asked).toHaveLength(2);
    });

    it('takes over from a replica that died', async () => {
      bench.fake.stall();
      const dead = bench.source({ waitMs: 10, leaseMs: 60_000 });
      await refresh(dead);
      // Only now it surely holds the lease.
      await waitFor(() => bench.fake.asked.length > 0);
      await bench.service.schema.query(
        'UPDATE sync_questions SET leased_until = NOW(3) - INTERVAL 1 SECOND',
      );
      bench.fake.before = () => undefined;
      expect(await refresh(bench.source())).toMatchObject({ stale: false });
      expect(await bench.kept([user])).toEqual(idsOf(events));
    });

    it('serves those who ask for more days meanwhile', async () => {
      const source = bench.source();
      const old = anEventAgo(user, 20 * 24 * HOUR);
      bench.fake.store.addEvents([old]);
      bench.fake.before = () => sleep(20);
      const address = { user_id: user, own: false };
      await Promise.all([1, 7, 30, 3].map((days) => source.refreshUser(address, days)));
      expect(await bench.kept([user])).toEqual(idsOf([old, ...events]));
    });

    it('keeps one range when several questions mean the same ids', async () => {
      const other = randomUUID();
      bench.fake.store.addPerson([user, other], { email: `${user}@example.com` });
      const more = Array.from({ length: 30 }, (_, i) => anEventAgo(other, i * HOUR + 1000));
      bench.fake.store.addEvents(more);
      const sources = [bench.source({ pageSize: 7 }), bench.source({ pageSize: 5 })];
      const addresses = [{ user_id: user }, { user_id: other }, { email: `${user}@example.com` }];
      for (let round = 0; round < 3; round += 1) {
        const asked = sources.flatMap((source) =>
          addresses.map((address, i) => source.refreshUser({ ...address, own: false }, 2 + 3 * i)),
        );
        for (const state of await Promise.all(asked)) expect(state).toMatchObject({ stale: false });
        await bench.age(61);
      }
      expect(await bench.kept([user, other])).toEqual(idsOf([...events, ...more]));
    });

    it('refuses more users at once than it can read', async () => {
      bench.fake.stall();
      const source = bench.source({ waitMs: 1000, maxSyncs: 3 });
      const states = await Promise.all(
        Array.from({ length: 5 }, () =>
          source.refreshUser({ user_id: randomUUID(), own: false }, 1),
        ),
      );
      expect(states.filter(({ error }) => error?.code === 'UNAVAILABLE')).toHaveLength(2);
    });
  });

  it('stops without waiting for PostHog, and lets others go on at once', async () => {
    const source = bench.source({ waitMs: 50 });
    bench.fake.stall();
    await refresh(source);
    await source.beforeApplicationShutdown();
    bench.fake.before = () => undefined;
    expect(await refresh(bench.source())).toMatchObject({ stale: false });
    expect(await refresh(source)).toMatchObject({ stale: false });
  });
});
