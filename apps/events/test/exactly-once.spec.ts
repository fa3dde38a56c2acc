import {
  AppProcess,
  createSchema,
  resetStreams,
  testEnv,
  TestSchema,
  waitFor,
} from '@trailmark/testing';
import { aMessage, publish, unacknowledged } from './event-messages.js';

const MAIN = 'apps/events/dist/main.js';
const CRASHING = 'libs/testing/fixtures/crash-after-commit.mjs';

describe('the events service stores each event exactly once', () => {
  let schema: TestSchema;
  let env: Record<string, string>;

  const settled = () => waitFor(async () => (await unacknowledged()) === 0);
  const count = async () => {
    const [row] = await schema.query<{ n: number; ids: number }>(
      'SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM analytics_events',
    );
    return row;
  };

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
    env = testEnv({ DATABASE_URL: schema.url });
  });
  afterEach(() => schema.drop());

  it('when killed between its commit and the acknowledgement', async () => {
    const crashing = await AppProcess.start(CRASHING, { ...env, CRASHING_APP: MAIN });
    await publish([aMessage({}, {}, {})]);
    await crashing.ended();
    expect(await count()).toEqual({ n: 3, ids: 3 });
    expect(await unacknowledged()).toBe(1);

    const service = await AppProcess.start(MAIN, env);
    await settled();
    expect(await count()).toEqual({ n: 3, ids: 3 });
    await service.stop();
  });

  it('when two replicas get the same messages again and again', async () => {
    const replicas = await Promise.all([AppProcess.start(MAIN, env), AppProcess.start(MAIN, env)]);
    const messages = Array.from({ length: 40 }, (_, n) =>
      aMessage({ user_id: `u${n % 5}`, event_id: `key-${n % 10}` }, { user_id: `u${n % 5}` }),
    );
    await Promise.all([publish(messages), publish(messages.toReversed()), publish(messages)]);
    await settled();
    expect(await count()).toEqual({ n: 50, ids: 50 });
    const [outcomes] = await schema.query(
      `SELECT COUNT(*) AS n FROM ingest_outcomes WHERE status = 'duplicate'`,
    );
    expect(outcomes).toEqual({ n: 30 });
    await Promise.all(replicas.map((replica) => replica.stop()));
  });

  it('when it is stopped and started under load', async () => {
    const service = await AppProcess.start(MAIN, env);
    const messages = Array.from({ length: 300 }, () => aMessage({}, {}));
    const publishing = publish(messages);
    await service.stop();
    service.launch();
    await publishing;
    await settled();
    expect(await count()).toEqual({ n: 600, ids: 600 });
    await service.stop();
  });
});
