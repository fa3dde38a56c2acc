import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppProcess,
  createSchema,
  resetStreams,
  testEnv,
  TestSchema,
  waitFor,
} from '@trailmark/testing';
import { expectAggregatesEqualRecount } from './aggregates-recount.js';
import { aMessage, publish, unacknowledged } from './performance-messages.js';

const MAIN = 'apps/performance/dist/main.js';
const CRASHING = 'libs/testing/fixtures/crash-after-commit.mjs';
const HOUR = 3_600_000;

describe('the performance service stores and counts each measurement exactly once', () => {
  let schema: TestSchema;
  let env: Record<string, string>;

  const settled = () => waitFor(async () => (await unacknowledged()) === 0);
  const expectStored = async (n: number) => {
    const [row] = await schema.query(
      'SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM performance_metrics',
    );
    expect(row).toEqual({ n, ids: n });
    await expectAggregatesEqualRecount(schema);
  };

  /** Measurements of a few users and pages over two days, so that writers meet on the same rows. */
  const measured = (n: number) => ({
    user_id: `u${n % 3}`,
    page: `/page-${n % 4}`,
    page_load_time: 100 + (n % 97) * 13.007,
    largest_contentful_paint: n % 5 === 0 ? null : 200 + (n % 89) * 21.019,
    timestamp: new Date(Date.now() - (n % 48) * HOUR).toISOString(),
  });

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
    env = testEnv({ DATABASE_URL: schema.url });
  });
  afterEach(() => schema.drop());

  it('when killed between its commit and the acknowledgement', async () => {
    const crashing = await AppProcess.start(CRASHING, { ...env, CRASHING_APP: MAIN });
    await publish([aMessage(measured(1), measured(2), measured(3))]);
    await crashing.ended();
    expect(await unacknowledged()).toBe(1);
    const service = await AppProcess.start(MAIN, env);
    await settled();
    await expectStored(3);
    await service.stop();
  });

  it('when two replicas get the same messages again and again', async () => {
    const replicas = await Promise.all([AppProcess.start(MAIN, env), AppProcess.start(MAIN, env)]);
    const messages = Array.from({ length: 60 }, (_, n) =>
      aMessage({ ...measured(n), metrics_id: `key-${n % 15}`, user_id: 'keys' }, measured(n)),
    );
    await Promise.all([publish(messages), publish(messages.toReversed()), publish(messages)]);
    await settled();
    await expectStored(75);
    await Promise.all(replicas.map((replica) => replica.stop()));
  });

  it('when replicas are killed again and again under load', async () => {
    const first = await AppProcess.start(MAIN, env);
    const second = await AppProcess.start(MAIN, env);
    const messages = Array.from({ length: 300 }, (_, n) =>
      aMessage(measured(2 * n), measured(2 * n + 1)),
    );
    const publishing = publish(messages);
    for (const victim of [first, second, first]) {
      await sleep(150);
      await victim.kill();
      victim.launch();
    }
    await publishing;
    await settled();
    await expectStored(600);
    await Promise.all([first.stop(), second.stop()]);
  });
});
