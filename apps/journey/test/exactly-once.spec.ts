import { setTimeout as sleep } from 'node:timers/promises';
import { CapturedEvent } from '@trailmark/contracts';
import { AppProcess, createSchema, resetStreams, testEnv, TestSchema } from '@trailmark/testing';
import { aMessage, publish, settled, unacknowledged } from './journey-messages.js';

const MAIN = 'apps/journey/dist/main.js';
const CRASHING = 'libs/testing/fixtures/crash-after-commit.mjs';
const DAY_MS = 86_400_000;
const USERS = 6;

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Requests of several users on several days, with links between their ids; always the same ones. */
const someMessages = (count: number, day = Math.floor(Date.now() / DAY_MS)) =>
  Array.from({ length: count }, (_, n) => {
    const user = `u${n % USERS}`;
    const timestamp = new Date((day - (n % 70)) * DAY_MS + n).toISOString();
    const request: Partial<CapturedEvent> = {
      event: 'api_request',
      distinct_id: user,
      timestamp,
      properties: { endpoint: `/api/${n % 4}`, status_code: 200 + (n % 3) * 150 },
    };
    return aMessage(
      { ...request, uuid: uuid(3 * n), set: { email: `${user}@x.org`, n } },
      { ...request, uuid: uuid(3 * n + 1), distinct_id: `anon-${n % 40}` },
      {
        uuid: uuid(3 * n + 2),
        event: '$identify',
        distinct_id: user,
        timestamp,
        link: { kind: 'identify', distinct_id: `anon-${n % 40}` },
      },
    );
  });

describe('the journey service stores each event exactly once', () => {
  let schema: TestSchema;
  let env: Record<string, string>;

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
    env = testEnv({ DATABASE_URL: schema.url });
  });
  afterEach(() => schema.drop());

  const expectStored = async (expected: number) => {
    const [row] = await schema.query(
      'SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM journey_events',
    );
    expect(row).toEqual({ n: expected, ids: expected });
  };

  /** The counters against the rows, by plain SQL apart from the product's. */
  const expectCounted = async () => {
    const plain = (list: Record<string, unknown>[]) =>
      list.map((row) => Object.values(row).map(String));
    const counted = await schema.query(
      `SELECT distinct_id, CAST(day AS CHAR) AS day, SUM(events), SUM(requests), SUM(successful)
         FROM journey_days GROUP BY distinct_id, day ORDER BY distinct_id, day`,
    );
    const rows = await schema.query(
      `SELECT distinct_id, CAST(DATE(timestamp) AS CHAR) AS day, COUNT(*),
              SUM(event = 'api_request'),
              SUM(event = 'api_request' AND JSON_EXTRACT(properties, '$.status_code') <> 500)
         FROM journey_events GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    expect(plain(counted)).toEqual(plain(rows));
  };

  /** Each anonymous id belongs to the user whose event of it is the earliest. */
  const expectLinked = async () => {
    const found = await schema.query<{ anonymous: string; owners: string }>(
      `SELECT a.distinct_id AS anonymous, GROUP_CONCAT(u.distinct_id) AS owners
         FROM person_distinct_ids a
         JOIN person_distinct_ids u ON u.person_id = a.person_id AND u.distinct_id LIKE 'u%'
        WHERE a.distinct_id LIKE 'anon%' GROUP BY a.distinct_id ORDER BY a.distinct_id`,
    );
    const told = await schema.query<{ linked: string; user: string; at: string }>(
      `SELECT linked_id AS linked, distinct_id AS user, CAST(linked_at AS CHAR) AS at
         FROM person_links ORDER BY linked_at, event_id`,
    );
    const first = new Map<string, string>();
    for (const { linked, user } of told) if (!first.has(linked)) first.set(linked, user);
    expect(found).toEqual(
      [...first]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([anonymous, owners]) => ({ anonymous, owners })),
    );
  };

  it('when killed between its commit and the acknowledgement', async () => {
    const crashing = await AppProcess.start(CRASHING, { ...env, CRASHING_APP: MAIN });
    await publish([aMessage({}, { timestamp: daysAgo(3) }, { distinct_id: 'other' })]);
    await crashing.ended();
    expect(await unacknowledged()).toBe(1);

    const service = await AppProcess.start(MAIN, env);
    await settled();
    await service.stop();
    await expectStored(3);
  });

  it('when two replicas get the same events again and again, in messages old and new', async () => {
    const replicas = await Promise.all([AppProcess.start(MAIN, env), AppProcess.start(MAIN, env)]);
    const messages = someMessages(60);
    await Promise.all([publish(messages), publish(someMessages(60).toReversed())]);
    await publish(messages);
    await settled();
    await Promise.all(replicas.map((replica) => replica.stop()));
    await expectStored(180);
    await expectCounted();
    await expectLinked();
  });

  it('when two replicas are killed and stopped in turn under load', async () => {
    const replicas = await Promise.all([AppProcess.start(MAIN, env), AppProcess.start(MAIN, env)]);
    const publishing = publish(someMessages(400));
    for (const [index, end] of [
      [0, 'kill'],
      [1, 'kill'],
      [0, 'stop'],
      [1, 'kill'],
    ] as const) {
      const replica = replicas[index];
      await sleep(200);
      await replica?.[end]();
      replica?.launch();
      await replica?.ready();
    }
    await publishing;
    await publish(someMessages(100));
    await settled();
    await Promise.all(replicas.map((replica) => replica.stop()));
    await expectStored(1200);
    await expectCounted();
    await expectLinked();
    const emails = await schema.query('SELECT email FROM persons WHERE email IS NOT NULL');
    expect(emails).toHaveLength(USERS);
  });
});
