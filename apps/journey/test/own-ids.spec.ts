import { Database } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { PersonDirectory } from '../src/persons/person-directory.js';
import { JourneyRecord } from '../src/store/journey-record.js';
import { JourneyWriter } from '../src/store/journey-writer.js';
import { startJourney } from './journey-service.js';
import { aRecord } from './person-recount.js';

/** Of a device on which nobody has signed in yet. */
const onDevice = (n: number, device: string): JourneyRecord =>
  aRecord(n, { distinctId: device, properties: { $device_id: device } });

const by = (n: number, distinctId: string, device = 'device'): JourneyRecord =>
  aRecord(n, { distinctId, properties: { $device_id: device } });

const identify = (n: number, distinctId: string, anonymous: string): JourneyRecord =>
  aRecord(n, { distinctId, link: { kind: 'identify', distinct_id: anonymous } });

const alias = (n: number, distinctId: string, other: string): JourneyRecord =>
  aRecord(n, { distinctId, link: { kind: 'alias', distinct_id: other } });

describe('what a user sees as its own', () => {
  let service: TestService;
  const database = () => service.app.get(Database);
  const directory = () => service.app.get(PersonDirectory);

  const ownIds = async (userId: string, records: JourneyRecord[]): Promise<string[]> => {
    await database().transaction((sql) => service.app.get(JourneyWriter).write(sql, records));
    const user = await database().read((sql) => directory().resolveOwn(sql, userId));
    return user?.distinctIds.toSorted() ?? [];
  };

  beforeAll(async () => {
    service = await startJourney();
    await database().ready();
  });
  beforeEach(async () => {
    for (const table of ['persons', 'person_distinct_ids', 'person_links', 'journey_events']) {
      await service.schema.query(`DELETE FROM ${table}`);
    }
  });
  afterAll(() => service.stop());

  const victim = [onDevice(1, 'phone'), identify(2, 'bob', 'phone'), by(3, 'bob', 'phone')];

  it('is what was done on its device before it signed in', async () => {
    const records = [onDevice(1, 'laptop'), identify(2, 'ann', 'laptop'), by(3, 'ann', 'laptop')];
    expect(await ownIds('ann', records)).toEqual(['ann', 'laptop']);
  });

  it('is nothing of a user of whom nothing is known', async () => {
    expect(await ownIds('ann', [])).toEqual([]);
  });

  it.each([
    ['aliases the other', alias(5, 'eve', 'bob')],
    ['is made an alias of', alias(5, 'bob', 'eve')],
    ['says that the other’s id was its anonymous one', identify(5, 'eve', 'bob')],
  ])('is nothing of another user whom it %s', async (_how, forged) => {
    const own = [onDevice(1, 'eves'), identify(4, 'eve', 'eves')].map((record, n) => ({
      ...record,
      id: `10000000-0000-4000-8000-00000000000${n}`,
    }));
    expect(await ownIds('eve', [...victim, ...own, forged])).toEqual(['eve', 'eves']);
    expect(await ownIds('bob', [])).toEqual(['bob', 'phone']);
  });

  it('does not take another user’s id for a device’s because one forged event says so', async () => {
    const forged = [onDevice(5, 'bob'), identify(6, 'eve', 'bob')];
    expect(await ownIds('eve', [...victim, ...forged])).toEqual(['eve']);
  });

  it('is every device that PostHog says is the same person’s, if nobody else is', async () => {
    await ownIds('ann', [by(1, 'ann'), onDevice(2, 'tablet')]);
    const learn = (distinctIds: string[]) =>
      database().transaction((sql) => directory().learn(sql, { distinctIds, email: null }));
    await learn(['ann', 'tablet']);
    expect(await ownIds('ann', [])).toEqual(['ann', 'tablet']);
    await learn(['ann', 'bob']);
    expect(await ownIds('ann', [])).toEqual(['ann']);
  });
});
