import { Database } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { JourneyWriter } from '../src/store/journey-writer.js';
import { asking, byId, startJourney } from './journey-service.js';
import { aRecord } from './person-recount.js';

const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';

/** What JSON can hold; written as text, because a literal would set a prototype. */
const STRANGE = JSON.parse(`{
  "__proto__": {"polluted": true}, "constructor": null, "toJSON": "no function", "": "empty name",
  "big": 9007199254740993, "bigger": 123456789012345678901234567890, "small": 5e-324, "minus": -0.5,
  "text": "é 漢 😀 \\u0000 \\u2028 \\" \\\\ / </script>", "é": 1, "nothing": null, "no": false,
  "list": [], "object": {}, "deep": [[{"a": {"b": [null, {"__proto__": []}]}}]],
  "request_id": "${REQUEST}"
}`) as Record<string, unknown>;

describe('properties', () => {
  let service: TestService;
  const ask = asking(() => service);
  const address = byId('ann');

  beforeAll(async () => {
    service = await startJourney();
    const database = service.app.get(Database);
    await database.ready();
    const timestamp = new Date(Date.now() - 60_000).toISOString().replace('T', ' ').slice(0, 23);
    const records = [STRANGE, {}].map((properties, n) =>
      aRecord(n + 1, { distinctId: 'ann', timestamp: `${timestamp}00${n}`, properties }),
    );
    await database.transaction((sql) => service.app.get(JourneyWriter).write(sql, records));
  });
  afterAll(() => service.stop());

  /** As text: `toEqual` would not see which of two equal objects a prototype holds. */
  const expectUnchanged = (events: { properties: unknown }[]): void => {
    expect(events.map(({ properties }) => JSON.stringify(properties))).toEqual([
      JSON.stringify(STRANGE),
    ]);
  };

  it('come out of a list and of a timeline as they went in', async () => {
    const { events } = await ask('journey.event.find', { address, days: 1, limit: 10 });
    expect(events.at(0)?.properties).toEqual({});
    expectUnchanged(events.slice(1));
    const { timeline } = await ask('journey.activity.find', { address, days: 1 });
    expectUnchanged(timeline.slice(1));
  });

  it.each([true, false])('come out of a journey as they went in, correlated: %s', async (by) => {
    const question = { address, days: 1, include_correlation: by };
    const { events: groups } = await ask('journey.journey.find', question);
    const events = groups.flatMap((group) => group.events);
    expectUnchanged(events.filter(({ properties }) => Object.keys(properties).length > 0));
  });

  it('come out of a request as they went in', async () => {
    expectUnchanged((await ask('journey.request.find', { request_id: REQUEST })).events);
  });
});
