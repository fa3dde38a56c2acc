import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { FakeEvent } from '@trailmark/testing';
import { SourceBench } from './a-source.js';
import { anEventAgo, DAY, HOUR, idsOf } from './posthog-events.js';

describe('reading page by page', () => {
  let bench: SourceBench;

  beforeAll(async () => {
    bench = await SourceBench.start();
  });
  afterAll(() => bench.stop());
  beforeEach(() => {
    bench.fake.asked.splice(0);
    bench.fake.fault = () => null;
  });

  /** Few instants, microseconds apart: most pages end within one. */
  const crowded = (user: string, base: string, micros: number[]): FakeEvent[] =>
    micros.map((micro) => ({
      ...anEventAgo(user, 0),
      timestamp: base.replace('Z', `${String(micro).padStart(3, '0')}Z`),
    }));

  const instants = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 });

  it('loses no event of a shared instant, forwards or backwards', async () => {
    await fc.assert(
      fc.asyncProperty(
        instants,
        instants,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(0, 330, -210),
        // An hour ago, or within the minutes that are read again.
        fc.constantFrom(HOUR, HOUR / 30),
        async (past, recent, pageSize, offsetMinutes, ago) => {
          const user = randomUUID();
          const address = { user_id: user, own: false };
          const source = bench.source({ pageSize, freshMs: 0 });
          bench.fake.offsetMinutes = offsetMinutes;
          const old = crowded(user, new Date(Date.now() - ago).toISOString(), past);
          bench.fake.store.addEvents(old);
          expect(await source.refreshUser(address, 7)).toMatchObject({ stale: false });
          expect(await bench.kept([user])).toEqual(idsOf(old));
          const fresh = crowded(user, new Date(Date.now() - 10).toISOString(), recent);
          bench.fake.store.addEvents(fresh);
          expect(await source.refreshUser(address, 7)).toMatchObject({ stale: false });
          expect(await bench.kept([user])).toEqual(idsOf([...old, ...fresh]));
          const timestamps = await bench.service.schema.query<{ micros: string }>(
            `SELECT DATE_FORMAT(timestamp, '%Y-%m-%dT%H:%i:%s.%fZ') AS micros
               FROM journey_events WHERE distinct_id = ? ORDER BY micros`,
            [user],
          );
          expect(timestamps.map(({ micros }) => micros)).toEqual(
            [...old, ...fresh].map(({ timestamp }) => timestamp).toSorted(),
          );
        },
      ),
      { numRuns: 30 },
    );
    bench.fake.offsetMinutes = 0;
  });

  describe('interrupted', () => {
    const PAGE = 10;
    const events = (user: string) =>
      Array.from({ length: 95 }, (_, i) =>
        anEventAgo(user, DAY + Math.floor(i / 3) * HOUR, { micros: i % 2 }),
      );

    const range = async (user: string) => {
      const [row] = await bench.service.schema.query<{ since: string; id: string; until: string }>(
        `SELECT DATE_FORMAT(kept_from, '%Y-%m-%dT%H:%i:%s.%fZ') AS since,
                DATE_FORMAT(kept_to, '%Y-%m-%dT%H:%i:%s.%fZ') AS until, LOWER(HEX(kept_from_id)) AS id
           FROM sync_state WHERE distinct_id = ?`,
        [user],
      );
      return row ?? { since: '', id: '', until: '' };
    };

    /** Everything of the kept range, and nothing else. */
    const expectWhole = async (user: string, all: FakeEvent[]) => {
      const { since, id, until } = await range(user);
      const inside = all.filter(
        ({ timestamp, uuid }) =>
          (timestamp > since || (timestamp === since && uuid.replaceAll('-', '') >= id)) &&
          timestamp < until,
      );
      expect(await bench.kept([user])).toEqual(idsOf(inside));
      return inside.length;
    };

    it('keeps a range without gaps, and goes on where it stopped', async () => {
      const all = events('broken');
      bench.fake.store.addEvents(all);
      const address = { user_id: 'broken', own: false };
      bench.fake.fault = () =>
        bench.fake.askedFor('trailmark_events_before').length > 3 ? { status: 401 } : null;
      const failed = await bench.source({ pageSize: PAGE }).refreshUser(address, 30);
      expect(failed).toMatchObject({ stale: true, lastSyncedAt: null });
      expect(failed.error).toMatchObject({ code: 'UPSTREAM_ERROR' });
      expect(await expectWhole('broken', all)).toBe(30);

      bench.fake.fault = () => null;
      bench.fake.asked.splice(0);
      const { since, id } = await range('broken');
      // Another process, later: it knows nothing but the tables.
      const resumed = await bench.source({ pageSize: PAGE }).refreshUser(address, 30);
      expect(resumed).toMatchObject({ stale: false });
      expect(await expectWhole('broken', all)).toBe(95);
      const [first] = bench.fake.askedFor('trailmark_events_before');
      expect(first?.values).toMatchObject({ to: since });
      expect(String(first?.values.before_id).replaceAll('-', '')).toBe(id);
      expect(bench.fake.askedFor('trailmark_events_before')).toHaveLength(7);
    });

    it('by a failing write, claims nothing that is not stored', async () => {
      const all = events('unwritten');
      bench.fake.store.addEvents(all);
      const address = { user_id: 'unwritten', own: false };
      const { schema } = bench.service;
      // The middle page cannot be stored; nor can what it says be kept.
      await schema.query(
        `ALTER TABLE journey_events ADD CONSTRAINT small CHECK (event <> 'poison')`,
      );
      const poison = all[45];
      if (poison) bench.fake.store.addEvents([{ ...poison, event: 'poison' }]);
      const failed = await bench.source({ pageSize: PAGE }).refreshUser(address, 30);
      expect(failed.error).toMatchObject({
        code: 'UPSTREAM_ERROR',
        message: 'What PostHog answered could not be kept.',
      });
      expect(await expectWhole('unwritten', all)).toBe(40);
      await schema.query('ALTER TABLE journey_events DROP CONSTRAINT small');
      await bench.source({ pageSize: PAGE }).refreshUser(address, 30);
      expect(await expectWhole('unwritten', all)).toBe(95);
    });

    it('by answers that are too large, asks for smaller pages', async () => {
      const all = events('bulky').map((event) => ({
        ...event,
        properties: { padding: 'x'.repeat(1000) },
      }));
      bench.fake.store.addEvents(all);
      const source = bench.source({
        pageSize: 80,
        smallestPage: 5,
        client: { maxAnswerBytes: 30_000 },
      });
      expect(await source.refreshUser({ user_id: 'bulky', own: false }, 30)).toMatchObject({
        stale: false,
      });
      expect(await bench.kept(['bulky'])).toEqual(idsOf(all));
    });

    it('by an event that is too large on its own, says so', async () => {
      bench.fake.store.addEvents([
        anEventAgo('giant', HOUR, { properties: { padding: 'x'.repeat(50_000) } }),
      ]);
      const source = bench.source({ client: { maxAnswerBytes: 30_000 } });
      const state = await source.refreshUser({ user_id: 'giant', own: false }, 30);
      expect(state).toMatchObject({ stale: true, error: { code: 'UPSTREAM_ERROR' } });
    });
  });
});
