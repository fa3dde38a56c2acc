import { FakeEvent, waitFor } from '@trailmark/testing';
import { SourceBench } from './a-source.js';
import { anEventAgo, DAY, HOUR, idsOf } from './posthog-events.js';

const BEFORE = 'trailmark_events_before';
const AFTER = 'trailmark_events_after';

describe('bringing a user’s journey from PostHog', () => {
  let bench: SourceBench;

  const user = (user_id: string) => ({ user_id, own: false });
  const put = (...events: FakeEvent[]) => bench.fake.store.addEvents(events);
  const forget = () => bench.fake.asked.splice(0);
  const spans = (name: string) =>
    bench.fake.askedFor(name).map(({ values }) => [values.from, values.to].map(String));

  beforeAll(async () => {
    bench = await SourceBench.start();
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    forget();
    bench.fake.fault = () => null;
  });

  it('keeps all of the asked days and no more', async () => {
    const inside = [1, 2, 29].map((days) => anEventAgo('days', days * DAY));
    put(...inside, anEventAgo('days', 31 * DAY), anEventAgo('days', -2 * HOUR));
    const state = await bench.source().refreshUser(user('days'), 30);
    expect(state).toEqual({ stale: false, lastSyncedAt: expect.any(String), error: null });
    expect(await bench.kept(['days'])).toEqual(idsOf(inside));
    expect(bench.fake.asked.map(({ name }) => name)).toEqual([
      'trailmark_ids_by_distinct_id',
      BEFORE,
    ]);
  });

  it('asks nothing for a minute, then only for what is new', async () => {
    const source = bench.source();
    const old = anEventAgo('new', 3 * DAY);
    put(old);
    await source.refreshUser(user('new'), 30);
    forget();
    await source.refreshUser(user('new'), 30);
    await source.refreshUser(user('new'), 7);
    await bench.source().refreshUser(user('new'), 30);
    expect(bench.fake.asked).toEqual([]);

    const fresh = anEventAgo('new', 10);
    put(fresh);
    await bench.age(61);
    const before = Date.now();
    const state = await source.refreshUser(user('new'), 30);
    expect(Date.parse(state.lastSyncedAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(await bench.kept(['new'])).toEqual(idsOf([old, fresh]));
    expect(bench.fake.asked.map(({ name }) => name)).toEqual([AFTER]);
    const [[from = ''] = []] = spans(AFTER);
    // What was kept before, less the overlap for late ones.
    expect(before - Date.parse(from)).toBeGreaterThanOrEqual(10 * 60_000);
    expect(before - Date.parse(from)).toBeLessThan(11 * 60_000);
  });

  it('asks only for what is older when more days are asked', async () => {
    const source = bench.source();
    const events = [2, 20].map((days) => anEventAgo('older', days * DAY));
    put(...events);
    await source.refreshUser(user('older'), 7);
    const [[kept = ''] = []] = spans(BEFORE);
    forget();
    await source.refreshUser(user('older'), 30);
    expect(spans(BEFORE).map(([, to = '']) => Date.parse(to))).toEqual([Date.parse(kept)]);
    expect(await bench.kept(['older'])).toEqual(idsOf(events));
  });

  it('finds what reaches PostHog minutes late, and keeps nothing twice', async () => {
    const source = bench.source();
    const events = [9, 5, 1].map((minutes) => anEventAgo('late', minutes * 60_000));
    put(...events.slice(0, 2));
    await source.refreshUser(user('late'), 1);
    put(...events.slice(2));
    await bench.age(61);
    await source.refreshUser(user('late'), 1);
    expect(await bench.kept(['late'])).toEqual(idsOf(events));
  });

  it('begins anew when nothing of the asked days is kept', async () => {
    const source = bench.source();
    put(anEventAgo('gap', HOUR));
    await source.refreshUser(user('gap'), 30);
    await bench.service.schema.query(
      `UPDATE sync_state SET kept_from = NOW(6) - INTERVAL 300 DAY, kept_to = NOW(6) - INTERVAL 200 DAY
        WHERE distinct_id = 'gap'`,
    );
    await bench.age(61);
    forget();
    await source.refreshUser(user('gap'), 7);
    expect(bench.fake.askedFor(AFTER)).toEqual([]);
    const [[from = '', to = ''] = []] = spans(BEFORE);
    expect(Math.round((Date.parse(to) - Date.parse(from)) / DAY)).toBe(7);
  });

  it('keeps no IP address and every other property', async () => {
    put(anEventAgo('ip', HOUR, { properties: { $ip: '203.0.113.7', $browser: 'Firefox', n: 1 } }));
    await bench.source().refreshUser(user('ip'), 1);
    const [row] = await bench.service.schema.query<{ properties: string }>(
      `SELECT CAST(properties AS CHAR) AS properties FROM journey_events WHERE distinct_id = 'ip'`,
    );
    expect(JSON.parse(row?.properties ?? '')).toEqual({ $browser: 'Firefox', n: 1 });
  });

  it('keeps what it can of odd events', async () => {
    const good = anEventAgo('odd', HOUR, { event: 'x'.repeat(400) });
    const bad = anEventAgo('odd', HOUR, { uuid: 'no-uuid' });
    put(good, bad);
    await bench.source().refreshUser(user('odd'), 1);
    expect(await bench.kept(['odd'])).toEqual(idsOf([good]));
    bench.fake.store.events.delete('no-uuid');
  });

  describe('unknown at PostHog', () => {
    it('is remembered for a minute', async () => {
      const source = bench.source();
      const state = await source.refreshUser(user('nobody'), 7);
      expect(state).toMatchObject({ stale: false, error: null });
      forget();
      await source.refreshUser(user('nobody'), 7);
      expect(bench.fake.asked).toEqual([]);
      await bench.age(61);
      await source.refreshUser(user('nobody'), 7);
      expect(bench.fake.asked).not.toEqual([]);
    });

    it('asks for no events of an unknown e-mail address', async () => {
      await bench.source().refreshUser({ email: 'nobody@example.com', own: false }, 7);
      expect(bench.fake.asked.map(({ name }) => name)).toEqual(['trailmark_ids_by_email']);
    });
  });

  describe('by e-mail address', () => {
    it('brings all persons that share it, and tells them apart', async () => {
      bench.fake.store.addPerson(['mail-1', 'mail-2'], { email: 'Anna@Example.com' });
      bench.fake.store.addPerson(['mail-3'], { email: 'anna@example.com' });
      bench.fake.store.addPerson(['mail-4'], { email: 'other@example.com' });
      const ids = ['mail-1', 'mail-2', 'mail-3'];
      const events = ids.map((id) => anEventAgo(id, HOUR));
      put(...events, anEventAgo('mail-4', HOUR));
      await bench.source().refreshUser({ email: 'ANNA@example.com', own: false }, 7);
      expect(await bench.kept([...ids, 'mail-4'])).toEqual(idsOf(events));
      const owners = await bench.service.schema.query<{ ids: string }>(
        `SELECT GROUP_CONCAT(distinct_id ORDER BY distinct_id) AS ids FROM person_distinct_ids
          WHERE distinct_id LIKE 'mail-%' GROUP BY person_id ORDER BY ids`,
      );
      expect(owners.map((row) => row.ids)).toEqual(['mail-1,mail-2', 'mail-3']);
    });

    it('pages through many distinct ids', async () => {
      const ids = Array.from({ length: 25 }, (_, i) => `many-${i}`);
      bench.fake.store.addPerson(ids, { email: 'many@example.com' });
      const events = ids.map((id) => anEventAgo(id, HOUR));
      put(...events);
      const source = bench.source({ idsPageSize: 10 });
      await source.refreshUser({ email: 'many@example.com', own: false }, 7);
      expect(await bench.kept(ids)).toHaveLength(25);
      expect(bench.fake.askedFor('trailmark_ids_by_email')).toHaveLength(3);
    });

    it('refuses an address that is too many', async () => {
      bench.fake.store.addPerson(
        Array.from({ length: 30 }, (_, i) => `crowd-${i}`),
        { email: 'crowd@example.com' },
      );
      const source = bench.source({ idsPageSize: 10, maxDistinctIds: 20 });
      const state = await source.refreshUser({ email: 'crowd@example.com', own: false }, 7);
      expect(state).toMatchObject({ stale: true, error: { code: 'UPSTREAM_ERROR' } });
    });
  });

  describe('with several distinct ids', () => {
    it('brings the events of all of them, whichever is asked about', async () => {
      bench.fake.store.addPerson(['anon-7', 'user-7']);
      const events = ['anon-7', 'user-7'].map((id) => anEventAgo(id, HOUR));
      put(...events);
      const source = bench.source();
      await source.refreshUser(user('anon-7'), 7);
      expect(await bench.kept(['anon-7', 'user-7'])).toEqual(idsOf(events));
      forget();
      await source.refreshUser(user('user-7'), 7);
      // The events are kept already; only the last minutes are looked at again.
      expect(bench.fake.askedFor(BEFORE)).toEqual([]);
    });

    it('brings the past of an id that joins later, and of that one alone', async () => {
      const source = bench.source();
      bench.fake.store.addPerson(['joined']);
      bench.fake.store.addPerson(['stray']);
      const before = [anEventAgo('joined', 2 * DAY), anEventAgo('stray', 3 * DAY)];
      put(...before);
      await source.refreshUser(user('joined'), 7);
      expect(await bench.kept(['joined', 'stray'])).toHaveLength(1);

      bench.fake.store.merge('stray', 'joined');
      const identify = anEventAgo('joined', 10, {
        event: '$identify',
        properties: { $anon_distinct_id: 'stray' },
      });
      put(identify);
      await bench.age(61);
      // It learns of the link, and asks the next time who is whom.
      await source.refreshUser(user('joined'), 7);
      await bench.age(61);
      forget();
      await source.refreshUser(user('joined'), 7);
      expect(bench.fake.askedFor(BEFORE).map(({ values }) => values.distinct_ids)).toEqual([
        ['stray'],
      ]);
      expect(await bench.kept(['joined', 'stray'])).toEqual(idsOf([...before, identify]));
    });

    it('asks again who is whom after five minutes', async () => {
      const source = bench.source();
      await source.refreshUser(user('who'), 7);
      await bench.age(200);
      await source.refreshUser(user('who'), 7);
      expect(bench.fake.askedFor('trailmark_ids_by_distinct_id')).toHaveLength(1);
      await bench.age(200);
      await source.refreshUser(user('who'), 7);
      expect(bench.fake.askedFor('trailmark_ids_by_distinct_id')).toHaveLength(2);
    });
  });

  it('brings a user of 50 000 events over a year, in pages', async () => {
    const COUNT = 50_000;
    const events = Array.from({ length: COUNT }, (_, i) =>
      anEventAgo('heavy', HOUR + Math.floor((i * 364 * DAY) / COUNT)),
    );
    put(...events);
    const source = bench.source({ waitMs: 1500 });
    const first = await source.refreshUser(user('heavy'), 365);
    expect(first).toMatchObject({ error: null });
    await waitFor(async () => !(await source.refreshUser(user('heavy'), 365)).stale);
    expect(await bench.kept(['heavy'])).toEqual(idsOf(events));
    expect(bench.fake.askedFor(BEFORE)).toHaveLength(10);
    for (const { uuid } of events) bench.fake.store.events.delete(uuid);
  });
});
