import { Database } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { JourneyRecord } from '../src/store/journey-record.js';
import { JourneyWriter } from '../src/store/journey-writer.js';
import { asking, byId, startJourney } from './journey-service.js';
import { aRecord } from './person-recount.js';

const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';

/** More than one statement names, and events than one slice holds. */
const IDS = 60;
const EVENTS = 900;

describe('events read slice by slice', () => {
  let service: TestService;
  const ask = asking(() => service);
  const hour = new Date(Date.now() - 3_600_000).toISOString().slice(0, 13).replace('T', ' ');

  /** Of all ids of one person, at three instants only, which are microseconds apart. */
  const recordOf = (n: number): JourneyRecord =>
    aRecord(n, {
      event: `event-${n}`,
      distinctId: `id-${n % IDS}`,
      timestamp: `${hour}:00:00.00000${Math.floor((3 * n) / EVENTS)}`,
      properties: { request_id: REQUEST },
      link: n > 0 && n < IDS ? { kind: 'alias', distinct_id: 'id-0' } : null,
    });

  beforeAll(async () => {
    service = await startJourney();
    const database = service.app.get(Database);
    await database.ready();
    const records = Array.from({ length: EVENTS }, (_, n) => recordOf(n));
    await database.transaction((sql) => service.app.get(JourneyWriter).write(sql, records));
  });
  afterAll(() => service.stop());

  const oldestFirst = Array.from({ length: EVENTS }, (_, n) => `event-${n}`);

  it('are all there, once and in order, in a list', async () => {
    const question = { address: byId('id-7'), days: 1, limit: 1000 };
    const { events } = await ask('journey.event.find', question);
    expect(events.map(({ event }) => event)).toEqual(oldestFirst.toReversed());
  });

  it('are the newest of all ids when a list holds fewer', async () => {
    const question = { address: byId('id-7'), days: 1, limit: 333 };
    const { events } = await ask('journey.event.find', question);
    expect(events.map(({ event }) => event)).toEqual(oldestFirst.toReversed().slice(0, 333));
  });

  it('are all there, once and in order, in a journey and in a request', async () => {
    const question = { address: byId('id-7'), days: 1, include_correlation: true };
    const { events: groups } = await ask('journey.journey.find', question);
    expect(groups.map((group) => group.events.map(({ event }) => event))).toEqual([oldestFirst]);
    const { events } = await ask('journey.request.find', { request_id: REQUEST });
    expect(events.map(({ event }) => event)).toEqual(oldestFirst);
  });
});
