import { randomUUID } from 'node:crypto';
import { Database } from '@trailmark/platform';
import { explain } from '@trailmark/testing';
import { SourceBench } from './a-source.js';
import { anEventAgo, HOUR } from './posthog-events.js';

describe('what a question to PostHog reads of our own tables', () => {
  let bench: SourceBench;

  beforeAll(async () => {
    bench = await SourceBench.start();
    const { schema } = bench.service;
    const ids = Array.from({ length: 3000 }, (_, i) => `id-${i}`);
    const now = new Date();
    await schema.query(
      'INSERT INTO sync_state (distinct_id, kept_from, kept_from_id, kept_to) VALUES ?',
      [ids.map((id) => [id, now, Buffer.alloc(16), now])],
    );
    await schema.query('INSERT INTO sync_questions (question, asked_at) VALUES ?', [
      ids.map((id) => [`user:${id}`, now]),
    ]);
    await schema.query('ANALYZE TABLE sync_state, sync_questions');
  });
  afterAll(() => bench.stop());

  it('is a few rows by their keys', async () => {
    const user = randomUUID();
    bench.fake.store.addEvents([anEventAgo(user, HOUR)]);
    const { dataSource } = bench.service.app.get(Database);
    const plan = await explain(dataSource, bench.service.schema, () =>
      bench.source().refreshUser({ user_id: user, own: false }, 7),
    );
    const own = plan.filter(({ table }) => table?.startsWith('sync_'));
    expect(own).not.toEqual([]);
    for (const { key, rows } of own) {
      expect(key).toBe('PRIMARY');
      expect(rows).toBeLessThanOrEqual(2);
    }
  });
});
