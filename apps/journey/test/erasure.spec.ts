import { PersonLink } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import {
  countByTable,
  eraseFrom,
  exportFrom,
  FakePostHog,
  mentionsOf,
  TestSchema,
  TestService,
  unindexedBy,
} from '@trailmark/testing';
import { PersonDirectory } from '../src/persons/person-directory.js';
import { aMessage, record } from './journey-messages.js';
import { asking, byId, startJourney } from './journey-service.js';

const GONE = 'gone_user';
const DEVICE = 'gone_device';

const device = (id: string) => ({ distinct_id: id, properties: { $device_id: id } });
const identified = (distinct_id: string, anonymous: string) => ({
  distinct_id,
  event: '$identify',
  link: { kind: 'identify', distinct_id: anonymous } as PersonLink,
  set: { email: `${distinct_id}@example.com` },
});

describe('erasing a user from the journey service', () => {
  let service: TestService;
  let schema: TestSchema;
  let fake: FakePostHog;
  const ask = asking(() => service);

  const idsOfPersons = async () => {
    const rows = await schema.query<{ ids: string }>(
      `SELECT GROUP_CONCAT(distinct_id ORDER BY distinct_id) AS ids FROM person_distinct_ids
        GROUP BY person_id ORDER BY 1`,
    );
    return rows.map(({ ids }) => ids);
  };
  const events = async () => {
    const [row] = await schema.query<{ n: number }>(
      `SELECT (SELECT COUNT(*) FROM journey_events) AS n,
              (SELECT SUM(events) FROM journey_days) + 0e0 AS days,
              (SELECT SUM(events) FROM journey_months) + 0e0 AS months`,
    );
    return row;
  };

  beforeAll(async () => {
    fake = await FakePostHog.start();
    fake.store.addPerson([GONE, DEVICE], {});
    service = await startJourney(fake.env);
    ({ schema } = service);
    await service.app.get(Database).ready();
    await record(
      aMessage(
        ...Array.from({ length: 20 }, (_, n) => (n % 2 ? device(DEVICE) : { distinct_id: GONE })),
        identified(GONE, DEVICE),
        identified('ann', 'ann_device'),
        device('ann_device'),
        { distinct_id: 'ann', event: 'api_error' },
        // Whoever has a public key may claim this.
        { distinct_id: 'bob', event: 'x', link: { kind: 'alias', distinct_id: GONE } },
        { distinct_id: 'bob', set: { name: 'Bob' } },
      ),
    );
    await ask('journey.activity.find', { address: byId(GONE), days: 7 });
  });
  afterAll(async () => {
    await service.stop();
    await fake.stop();
  });

  it('takes the id and its devices, and tells whoever claimed it anew without it', async () => {
    expect(await idsOfPersons()).toEqual(['ann,ann_device', `bob,${DEVICE},${GONE}`]);
    const rows = await exportFrom('journey', GONE);
    const { counts, posthog } = await eraseFrom('journey', GONE);
    expect(counts).toEqual(countByTable(rows));
    expect(counts).toMatchObject({
      journey_events: 21,
      person_distinct_ids: 2,
      person_links: 2,
      sync_questions: 1,
      sync_state: 2,
    });
    expect(posthog).toEqual({ status: 'queued', persons: 1, events: 0, reason: null });
    expect(fake.deletions).toEqual([{ distinct_ids: [DEVICE, GONE], delete_events: true }]);
    expect(await mentionsOf(schema, GONE)).toEqual([]);
    expect(await mentionsOf(schema, DEVICE)).toEqual([]);
    expect(await idsOfPersons()).toEqual(['ann,ann_device', 'bob']);
    expect(await events()).toEqual({ n: 5, days: 5, months: 5 });
    const [bob] = await schema.query<{ told: string }>(
      `SELECT CAST(p.properties AS CHAR) AS told FROM persons p
         JOIN person_distinct_ids d ON d.person_id = p.id WHERE d.distinct_id = 'bob'`,
    );
    expect(bob?.told).toContain('Bob');
    expect(bob?.told).not.toContain('example.com');
  });

  it('keeps nothing of it any more: late events, claims, what PostHog tells, or questions', async () => {
    await record(
      aMessage({ distinct_id: GONE }, device(DEVICE), {
        distinct_id: 'bob',
        event: 'y',
        link: { kind: 'alias', distinct_id: GONE },
      }),
    );
    fake.store.addPerson([GONE, 'bob'], {});
    await service.app.get(Database).transaction(async (sql) => {
      const directory = service.app.get(PersonDirectory, { strict: false });
      await directory.learn(sql, { distinctIds: [GONE, 'bob'], email: 'gone@example.com' });
    });
    const asked = fake.asked.length;
    await expect(
      ask('journey.activity.find', { address: byId(GONE), days: 7 }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(fake.asked).toHaveLength(asked);
    expect(await mentionsOf(schema, GONE)).toEqual([]);
    expect(await mentionsOf(schema, DEVICE)).toEqual([]);
    expect(await events()).toEqual({ n: 6, days: 6, months: 6 });
  });

  it('is done although PostHog refuses, and says which scope the key lacks', async () => {
    fake.scopes = ['query:read'];
    const { done, posthog } = await eraseFrom('journey', 'ann');
    expect(done).toBe(true);
    expect(posthog).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('person:write') as string,
    });
  });

  it('finds a user’s rows by an index in every table', async () => {
    expect(await unindexedBy(schema, 'distinct_id')).toEqual([]);
    expect(await unindexedBy(schema, 'user_id')).toEqual([]);
  });
});
