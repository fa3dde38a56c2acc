import { FakePostHog, waitFor } from '@trailmark/testing';
import { HogQuery } from '../src/posthog/hog-query.js';
import { EVENTS_AFTER, PROBE } from '../src/posthog/posthog-queries.js';
import { aClient, failureOf, QUICK } from './a-client.js';

describe('PostHogClient', () => {
  let fake: FakePostHog;

  beforeEach(async () => {
    fake = await FakePostHog.start();
  });
  afterEach(() => fake.stop());

  /** The first so many answers are this fault. */
  const failFirst = (times: number, status: number, headers?: Record<string, string>) => {
    fake.fault = () => (fake.asked.length <= times ? { status, headers } : null);
  };

  it('asks for a fresh answer and reads rows by column', async () => {
    expect(await aClient(fake).query(PROBE, {})).toEqual([{ answer: 1 }]);
    expect(fake.asked).toMatchObject([{ name: 'trailmark_probe', refresh: 'force_blocking' }]);
  });

  it.each(['text', 'object'] as const)('reads properties that come as %s', async (form) => {
    fake.propertiesAs = form;
    fake.offsetMinutes = 330;
    fake.store.addEvents([
      {
        uuid: '0190a6f0-0000-7000-8000-000000000001',
        event: 'click',
        distinct_id: 'anna',
        timestamp: '2026-03-01T10:00:00.000001Z',
        properties: { nested: { deep: [1, 'two'] } },
      },
    ]);
    const [from, to] = ['2026-03-01T10:00:00.000001Z', '2026-03-01T10:00:00.000001Z'];
    const values = { distinct_ids: ['anna'], from, to, after_id: '', limit: 5 };
    expect(await aClient(fake).query(EVENTS_AFTER, values)).toEqual([
      {
        id: '0190a6f0-0000-7000-8000-000000000001',
        event: 'click',
        distinctId: 'anna',
        timestamp: '2026-03-01 10:00:00.000001',
        properties: { nested: { deep: [1, 'two'] } },
      },
    ]);
  });

  describe('when PostHog fails', () => {
    it.each([500, 503, 504])('asks again after %d', async (status) => {
      failFirst(2, status);
      expect(await aClient(fake).query(PROBE, {})).toEqual([{ answer: 1 }]);
      expect(fake.asked.map((query) => query.status)).toEqual([status, status, 200]);
    });

    it.each([400, 401, 403, 404, 402])('does not ask again after %d', async (status) => {
      failFirst(9, status);
      await failureOf(aClient(fake).query(PROBE, {}));
      expect(fake.asked).toHaveLength(1);
    });

    it('gives up after a few tries, and is told of each', async () => {
      failFirst(99, 503);
      const told: unknown[] = [];
      const onTry = (error: unknown) => told.push(error);
      const error = await failureOf(aClient(fake).query(PROBE, {}, { onTry }));
      expect(error.code).toBe('UNAVAILABLE');
      expect(fake.asked).toHaveLength(3);
      expect(told).toEqual([error, error, error]);
    });

    it('tries more often in the background', async () => {
      failFirst(5, 503);
      const client = aClient(fake, { failures: 50 });
      expect(await client.query(PROBE, {}, { background: true })).toHaveLength(1);
      expect(fake.asked).toHaveLength(6);
    });

    it('gives a stalled one up at the deadline', async () => {
      fake.stall();
      const error = await failureOf(aClient(fake, { deadlineMs: 50 }).query(PROBE, {}));
      expect(error).toMatchObject({ code: 'UNAVAILABLE', trouble: 'down' });
      expect(fake.asked).toHaveLength(3);
    });

    it('bounds all tries together', async () => {
      fake.stall();
      const attended = { retries: 100, longestPauseMs: 10, totalMs: 200 };
      const client = aClient(fake, { deadlineMs: 50, failures: 1000, attended });
      expect((await failureOf(client.query(PROBE, {}))).message).toMatch(/in time/);
      expect(fake.asked.length).toBeLessThan(10);
    });

    it('stops at once when told to', async () => {
      fake.stall();
      const stopping = new AbortController();
      const work = aClient(fake).query(PROBE, {}, { signal: stopping.signal });
      await waitFor(() => fake.asked.length === 1);
      stopping.abort(new Error('stopped'));
      await expect(work).rejects.toThrow('stopped');
    });
  });

  describe('when PostHog keeps failing', () => {
    it('leaves it alone, says why at once, and recovers', async () => {
      fake.fault = () => ({ status: 401, code: 'authentication_failed' });
      const client = aClient(fake);
      const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
      for (let i = 0; i < 5; i += 1) await failureOf(client.query(PROBE, {}));
      const later = await Promise.all(
        Array.from({ length: 20 }, () => failureOf(client.query(PROBE, {}))),
      );
      expect(new Set(later.map(({ message }) => message))).toEqual(
        new Set(['PostHog does not accept POSTHOG_SECRET_KEY.']),
      );
      expect(fake.asked).toHaveLength(5);

      fake.fault = () => null;
      now.mockReturnValue(Date.now() + QUICK.breakMs);
      expect(await client.query(PROBE, {})).toHaveLength(1);
      expect(await client.query(PROBE, {})).toHaveLength(1);
      expect(fake.asked).toHaveLength(7);
      now.mockRestore();
    });
  });

  describe('when PostHog throttles', () => {
    it('waits as long as it is told, if that is short', async () => {
      failFirst(1, 429, { 'retry-after': '0.3' });
      await aClient(fake).query(PROBE, {});
      const [first, second] = fake.asked.map(({ at }) => at);
      expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(299);
      expect(fake.asked).toHaveLength(2);
    });

    it.each(['120', new Date(Date.now() + 120_000).toUTCString()])(
      'asks nothing at all for as long as it is told (%s)',
      async (header) => {
        failFirst(99, 429, { 'retry-after': header });
        const client = aClient(fake);
        const errors = await Promise.all(
          Array.from({ length: 40 }, (_, i) =>
            failureOf(client.query(PROBE, {}, { background: i % 2 === 0 })),
          ),
        );
        for (let i = 0; i < 20; i += 1) errors.push(await failureOf(client.query(PROBE, {})));
        expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['UNAVAILABLE']));
        // Those that were under way when the first was refused.
        expect(fake.asked.length).toBeLessThanOrEqual(3);
      },
    );
  });

  describe('with many questions at once', () => {
    it('asks three at a time', async () => {
      fake.stall();
      const client = aClient(fake);
      const questions = Array.from({ length: 30 }, () => client.query(PROBE, {}));
      await waitFor(() => fake.mostAtOnce === 3);
      fake.resume();
      await Promise.all(questions);
      expect(fake.asked).toHaveLength(30);
      expect(fake.mostAtOnce).toBe(3);
    });

    it('keeps one place for those somebody waits for', async () => {
      fake.stall();
      const client = aClient(fake);
      const background = Array.from({ length: 10 }, () =>
        client.query(PROBE, {}, { background: true }),
      );
      await waitFor(() => fake.asked.length === 2);
      const attended = client.query(PROBE, {});
      await waitFor(() => fake.asked.length === 3);
      fake.resume();
      await Promise.all([...background, attended]);
    });

    it('refuses more than can wait', async () => {
      fake.stall();
      const client = aClient(fake, { waiting: 2 });
      const questions = Array.from({ length: 5 }, () => client.query(PROBE, {}));
      await waitFor(() => fake.asked.length === 3);
      expect(await failureOf(client.query(PROBE, {}))).toMatchObject({ code: 'UNAVAILABLE' });
      fake.resume();
      await Promise.all(questions);
    });
  });

  it('rests in the background while the budget is low, and serves those who wait', async () => {
    fake.remainingBytes = 1000;
    const client = aClient(fake);
    await client.query(PROBE, {});
    expect(await failureOf(client.query(PROBE, {}, { background: true }))).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(/budget/),
    });
    fake.remainingBytes = 10 ** 12;
    await client.query(PROBE, {});
    expect(await client.query(PROBE, {}, { background: true })).toHaveLength(1);
    expect(fake.asked).toHaveLength(3);
  });

  it('takes no answer beyond its size', async () => {
    fake.fault = () => ({
      status: 200,
      body: JSON.stringify({ columns: [], results: [], pad: 'x'.repeat(9999) }),
    });
    const error = await failureOf(aClient(fake, { maxAnswerBytes: 5000 }).query(PROBE, {}));
    expect(error).toMatchObject({ code: 'UPSTREAM_ERROR', trouble: 'too_large' });
    expect(fake.asked).toHaveLength(1);
  });

  it('says so when a row is not what was asked for', async () => {
    const odd: HogQuery<Record<string, never>, unknown> = {
      ...PROBE,
      read: EVENTS_AFTER.read,
    };
    const error = await failureOf(aClient(fake).query(odd, {}));
    expect(error.message).toMatch(/no readable id/);
  });
});
