import { setTimeout as sleep } from 'node:timers/promises';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@trailmark/platform';
import {
  AppProcess,
  createSchema,
  resetStreams,
  startTestApp,
  testEnv,
  TestSchema,
} from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { VerificationService } from '../src/chain/verification.service.js';
import { ActivityConfig } from '../src/config.js';
import { aMessage, publish, settled, unacknowledged } from './activity-messages.js';

const MAIN = 'apps/activity/dist/main.js';
const CRASHING = 'libs/testing/fixtures/crash-after-commit.mjs';
const USERS = 5;
const DAY_MS = 86_400_000;

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

/** Activities of several users in several months, each with an id of the client's. */
const someMessages = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    aMessage(
      { user_id: `u${n % USERS}`, activity_id: `k${n}`, timestamp: daysAgo(n % 70), tags: ['a'] },
      { user_id: `u${(n + 1) % USERS}`, activity_id: `l${n}`, tags: ['a', `t${n % 3}`] },
      { user_id: `u${n % USERS}`, activity_id: `m${n}`, timestamp: daysAgo(40), tags: null },
    ),
  );

describe('the activity service stores each activity exactly once, its chains whole', () => {
  let schema: TestSchema;
  let env: Record<string, string>;

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
    env = testEnv({ DATABASE_URL: schema.url });
  });
  afterEach(() => schema.drop());

  const verifyAll = async (): Promise<number> => {
    const app: NestFastifyApplication = await startTestApp({
      module: AppModule,
      config: ActivityConfig,
      env,
    });
    try {
      const users = await schema.query<{ user_id: string }>(
        'SELECT DISTINCT user_id FROM activity_logs',
      );
      let checked = 0;
      await app.get(Database).ready();
      for (const { user_id } of users) {
        const report = await app.get(VerificationService).verify({ user_id });
        expect(report).toMatchObject({ intact: true, complete: true, first_broken: null });
        checked += report.checked;
      }
      return checked;
    } finally {
      await app.close();
    }
  };

  const expectStored = async (expected: number) => {
    const [row] = await schema.query(
      'SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS ids FROM activity_logs',
    );
    expect(row).toEqual({ n: expected, ids: expected });
    expect(await verifyAll()).toBe(expected);
  };

  /** The counters against the rows, by plain SQL apart from the product's. */
  const expectCounted = async () => {
    const counted = await schema.query(
      `SELECT user_id, CAST(day AS CHAR) AS day, SUM(activities) AS n, SUM(successes) AS good
         FROM activity_days GROUP BY user_id, day ORDER BY user_id, day`,
    );
    const rows = await schema.query(
      `SELECT user_id, CAST(DATE(timestamp) AS CHAR) AS day, COUNT(*) AS n,
              SUM(details LIKE '%success%') AS good
         FROM activity_logs GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    const plain = (list: Record<string, unknown>[]) =>
      list.map((row) => Object.values(row).map(String));
    expect(plain(counted)).toEqual(plain(rows));
    const [tags] = await schema.query<{ n: unknown }>(
      `SELECT SUM(activities) AS n FROM activity_tag_days WHERE tag = 'a'`,
    );
    const [tagged] = await schema.query<{ n: unknown }>(
      `SELECT COUNT(*) AS n FROM activity_logs WHERE tags LIKE '%"a"%'`,
    );
    expect(Number(tags?.n)).toBe(Number(tagged?.n));
  };

  it('when killed between its commit and the acknowledgement', async () => {
    const crashing = await AppProcess.start(CRASHING, { ...env, CRASHING_APP: MAIN });
    await publish([aMessage({}, {}, { user_id: 'other' })]);
    await crashing.ended();
    expect(await unacknowledged()).toBe(1);

    const service = await AppProcess.start(MAIN, env);
    await settled();
    await service.stop();
    await expectStored(3);
  });

  it('when two replicas get the same messages again and again', async () => {
    const replicas = await Promise.all([AppProcess.start(MAIN, env), AppProcess.start(MAIN, env)]);
    const messages = someMessages(60);
    await Promise.all([publish(messages), publish(messages.toReversed()), publish(messages)]);
    await settled();
    await Promise.all(replicas.map((replica) => replica.stop()));
    await expectStored(180);
    await expectCounted();
  });

  it('when two replicas are killed and stopped in turn under load', async () => {
    const replicas = await Promise.all([AppProcess.start(MAIN, env), AppProcess.start(MAIN, env)]);
    const messages = someMessages(400);
    const publishing = publish(messages);
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
    await publish(someMessages(20));
    await settled();
    await Promise.all(replicas.map((replica) => replica.stop()));
    await expectStored(1200);
    await expectCounted();
  });
});
