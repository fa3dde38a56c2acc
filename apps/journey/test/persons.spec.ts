import { PersonLink } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import fc from 'fast-check';
import { PersonDirectory } from '../src/persons/person-directory.js';
import { JourneyRecord } from '../src/store/journey-record.js';
import { JourneyWriter } from '../src/store/journey-writer.js';
import { startJourney } from './journey-service.js';
import { aRecord, recountPersons as recount, second } from './person-recount.js';

const TABLES = ['persons', 'person_distinct_ids', 'person_links', 'journey_events', 'journey_days'];
const IDS = ['ann', 'bob', 'cid', 'anon-1', 'anon-2', 'anon-3', 'anon-4'];
const EMAILS = ['a@x.org', 'B@X.org', 'c@x.org'];

describe('who is who', () => {
  let service: TestService;
  const database = () => service.app.get(Database);
  const write = (records: JourneyRecord[]) =>
    database().transaction((sql) => service.app.get(JourneyWriter).write(sql, records));
  const directory = () => service.app.get(PersonDirectory);
  const idsOf = async (user_id: string): Promise<string[] | null> => {
    const user = await database().read((sql) => directory().resolve(sql, { user_id }));
    return user && user.distinctIds.toSorted();
  };
  const byEmail = (email: string) => database().read((sql) => directory().resolve(sql, { email }));
  const clear = async () => {
    for (const table of TABLES) await service.schema.query(`DELETE FROM ${table}`);
  };

  beforeAll(async () => {
    service = await startJourney();
    await database().ready();
  });
  beforeEach(clear);
  afterAll(() => service.stop());

  const identify = (n: number, distinctId: string, anonymous: string, email?: string) =>
    aRecord(n, {
      event: '$identify',
      distinctId,
      link: { kind: 'identify', distinct_id: anonymous },
      set: email === undefined ? null : { email },
    });
  const alias = (n: number, distinctId: string, other: string) =>
    aRecord(n, { distinctId, link: { kind: 'alias', distinct_id: other } });

  it('an anonymous id belongs to whom it was identified as', async () => {
    await write([aRecord(1, { distinctId: 'anon-1' }), identify(2, 'ann', 'anon-1')]);
    expect(await idsOf('ann')).toEqual(['ann', 'anon-1']);
    expect(await idsOf('anon-1')).toEqual(['ann', 'anon-1']);
    expect(await idsOf('bob')).toBeNull();
  });

  it('two who share a device stay two', async () => {
    await write([identify(1, 'ann', 'anon-1'), identify(2, 'bob', 'anon-1')]);
    expect(await idsOf('ann')).toEqual(['ann', 'anon-1']);
    expect(await idsOf('bob')).toEqual(['bob']);
  });

  it('an earlier identify that comes late takes its id over, with what it told', async () => {
    await write([identify(5, 'ann', 'anon-1', 'ann@x.org')]);
    await write([aRecord(6, { distinctId: 'anon-1', set: { email: 'b@x.org' } })]);
    expect((await byEmail('B@x.org'))?.distinctIds.toSorted()).toEqual(['ann', 'anon-1']);
    await write([identify(3, 'bob', 'anon-1')]);
    expect(await idsOf('ann')).toEqual(['ann']);
    expect(await idsOf('bob')).toEqual(['anon-1', 'bob']);
    expect((await byEmail('B@x.org'))?.distinctIds.toSorted()).toEqual(['anon-1', 'bob']);
    expect((await byEmail('ann@x.org'))?.distinctIds).toEqual(['ann']);
  });

  it('an alias joins two persons with all their ids', async () => {
    await write([identify(1, 'ann', 'anon-1'), identify(2, 'bob', 'anon-2')]);
    await write([alias(3, 'bob', 'ann')]);
    expect(await idsOf('anon-2')).toEqual(['ann', 'anon-1', 'anon-2', 'bob']);
    expect(await service.schema.query('SELECT id FROM persons')).toHaveLength(1);
  });

  it('an e-mail address finds all persons that have it, whatever its case, by the id last seen', async () => {
    await write([
      aRecord(1, { distinctId: 'ann', set: { email: 'User@Example.com' } }),
      aRecord(9, { distinctId: 'ann' }),
      aRecord(2, { distinctId: 'bob', setOnce: { email: 'user@example.com ' } }),
      aRecord(3, { distinctId: 'cid', event: '$identify', properties: { email: 'c@x.org' } }),
    ]);
    expect(await byEmail('USER@example.COM')).toMatchObject({
      userId: 'ann',
      distinctIds: ['ann', 'bob'],
    });
    expect(await byEmail('c@x.org')).toMatchObject({ userId: 'cid' });
    expect(await byEmail('other@example.com')).toBeNull();
  });

  it('the latest address counts, and one set once only where none is set', async () => {
    await write([
      aRecord(5, { set: { email: 'new@x.org' } }),
      aRecord(1, { set: { email: 'old@x.org' } }),
      aRecord(0, { setOnce: { email: 'first@x.org' } }),
    ]);
    expect(await byEmail('new@x.org')).toMatchObject({ userId: 'ann' });
    expect(await byEmail('old@x.org')).toBeNull();
    expect(await byEmail('first@x.org')).toBeNull();
  });

  it('learns what PostHog says of one person, and is not asked twice', async () => {
    const learn = (distinctIds: string[], email: string | null) =>
      database().transaction((sql) => directory().learn(sql, { distinctIds, email }));
    await write([aRecord(1, { distinctId: 'ann' })]);
    await learn(['ann', 'ext-1', 'ext-2'], 'Ann@x.org');
    expect(await byEmail('ann@X.org')).toMatchObject({
      userId: 'ann',
      distinctIds: ['ann', 'ext-1', 'ext-2'],
      seen: true,
    });
    const before = await service.schema.query('SELECT * FROM persons');
    await learn(['ext-2', 'ann', 'ann'], 'ann@x.org');
    expect(await service.schema.query('SELECT * FROM persons')).toEqual(before);
    await learn(['lonely'], null);
    expect(await database().read((sql) => directory().resolve(sql, { user_id: 'lonely' }))).toEqual(
      { userId: 'lonely', distinctIds: ['lonely'], seen: false },
    );
    expect(await byEmail('')).toBeNull();
  });

  it('keeps odd names and large values from spoiling what is known', async () => {
    const set = JSON.parse(
      `{"__proto__":{"a":1},"toString":"x","big":"${'b'.repeat(10_000)}","email":"odd@x.org"}`,
    ) as Record<string, unknown>;
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`a${n}`, n]));
    await write([aRecord(1, { set }), aRecord(2, { set: many })]);
    expect(await byEmail('odd@x.org')).toMatchObject({ userId: 'ann' });
    const [row] = await service.schema.query<{ keys: number }>(
      'SELECT JSON_LENGTH(properties) AS `keys` FROM persons',
    );
    expect(Number(row?.keys)).toBe(256);
  });

  const factOf = fc.record({
    distinctId: fc.constantFrom(...IDS),
    at: fc.integer({ min: 0, max: 12 }),
    link: fc.option(
      fc.record<PersonLink>({
        kind: fc.constantFrom('identify', 'identify', 'alias'),
        distinct_id: fc.constantFrom(...IDS),
      }),
    ),
    set: fc.option(fc.record({ email: fc.constantFrom(...EMAILS) })),
    setOnce: fc.option(fc.record({ plan: fc.constantFrom('free', 'paid') })),
  });

  const kept = async () => {
    const rows = await service.schema.query<{ ids: string; email: string; properties: unknown }>(
      `SELECT GROUP_CONCAT(d.distinct_id ORDER BY d.distinct_id) AS ids, MAX(p.email) AS email,
              MAX(CAST(p.properties AS CHAR)) AS properties
         FROM person_distinct_ids d LEFT JOIN persons p ON p.id = d.person_id
        GROUP BY d.person_id ORDER BY 1`,
    );
    return rows.map(({ ids, email, properties }) => {
      const known = JSON.parse((properties as string | null) ?? '{}') as {
        plan?: { once: { value: string } };
      };
      return { members: ids.split(','), email, plan: known.plan?.once.value ?? null };
    });
  };

  it('follows from what was told, whatever the order, the batches and the repetitions', async () => {
    const plan = fc.array(factOf, { minLength: 1, maxLength: 14 }).chain((facts) => {
      const records = facts.map(({ at, ...fact }, n) =>
        aRecord(n, { ...fact, timestamp: second(at) }),
      );
      const copies = [...records, ...records.slice(0, 5)];
      return fc.tuple(
        fc.constant(records),
        fc.shuffledSubarray(copies, { minLength: copies.length, maxLength: copies.length }),
        fc.integer({ min: 1, max: 6 }),
      );
    });
    await fc.assert(
      fc.asyncProperty(plan, async ([records, delivered, size]) => {
        await clear();
        for (let n = 0; n < delivered.length; n += size) {
          await write(delivered.slice(n, n + size));
        }
        const expected = recount(records).map((person) => ({
          ...person,
          email: person.email?.toLowerCase() ?? null,
        }));
        expect(await kept()).toEqual(expected);
        const rows = await service.schema.query(
          `SELECT id FROM persons WHERE id NOT IN (SELECT person_id FROM person_distinct_ids)`,
        );
        expect(rows).toEqual([]);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('follows from it also when several write at once', async () => {
    const records = Array.from({ length: 120 }, (_, n) => {
      const pick = (list: string[], by: number) => list[(n * by) % list.length] ?? '';
      return aRecord(n, {
        distinctId: pick(IDS, 3),
        timestamp: second(n * 7),
        set: n % 3 === 0 ? { email: pick(EMAILS, 5) } : null,
        setOnce: n % 4 === 0 ? { plan: `p${n}` } : null,
        link:
          n % 5 === 0
            ? { kind: n % 10 === 0 ? 'identify' : 'alias', distinct_id: pick(IDS, 4) }
            : null,
      });
    });
    const parts = [0, 1, 2, 3].map((part) =>
      records.filter((_record, n) => n % 4 === part || n % 11 === 0),
    );
    await Promise.all(
      parts.map(async (part) => {
        for (let n = 0; n < part.length; n += 6) await write(part.slice(n, n + 6));
      }),
    );
    expect(await kept()).toEqual(
      recount(records).map((person) => ({ ...person, email: person.email?.toLowerCase() ?? null })),
    );
    const [count] = await service.schema.query('SELECT COUNT(*) AS n FROM journey_events');
    expect(count).toEqual({ n: 120 });
  });
});
