import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@trailmark/platform';
import {
  AppProcess,
  createSchema,
  explain,
  resetStreams,
  startTestApp,
  testEnv,
  TestSchema,
  waitFor,
} from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { EventsConfig } from '../src/config.js';
import { UsageDaysService } from '../src/usage-days/usage-days.service.js';
import { derivedTables, rawEvents, recountDerived, someEvents } from './derived-recount.js';
import { aMessage, publish, unacknowledged } from './event-messages.js';

const MAIN = 'apps/events/dist/main.js';
const CRASHING = 'libs/testing/fixtures/crash-after-commit.mjs';

describe('the derived tables of the events', () => {
  let schema: TestSchema;
  let env: Record<string, string>;

  const settled = () => waitFor(async () => (await unacknowledged()) === 0);

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
    env = testEnv({ DATABASE_URL: schema.url });
  });
  afterEach(() => schema.drop());

  it('equal a recount after redeliveries, a crash after the commit and a kill under load', async () => {
    const messages = Array.from({ length: 60 }, (_, n) =>
      aMessage(...someEvents().slice(n * 4, n * 4 + 4), { event_id: `key-${n % 20}` }),
    );
    const crashing = await AppProcess.start(CRASHING, { ...env, CRASHING_APP: MAIN });
    await publish(messages.slice(0, 3));
    await crashing.ended();
    const replicas = await Promise.all([AppProcess.start(MAIN, env), AppProcess.start(MAIN, env)]);
    const publishing = Promise.all([publish(messages), publish(messages.toReversed())]);
    await replicas[0]?.kill();
    replicas[0]?.launch();
    await publishing;
    await settled();
    const raw = await rawEvents(schema);
    expect(raw).toHaveLength(240 + 20);
    expect(await derivedTables(schema)).toEqual(recountDerived(raw));
    await Promise.all(replicas.map((replica) => replica.stop()));
  });

  describe('when a day is asked for', () => {
    let app: NestFastifyApplication;

    beforeEach(async () => {
      app = await startTestApp({ module: AppModule, config: EventsConfig, env, queue: 'events' });
      const messages = Array.from({ length: 20 }, (_, n) =>
        aMessage(...someEvents().map((event) => ({ ...event, user_id: `u${n}` }))),
      );
      await publish(messages);
      await settled();
      await schema.query('ANALYZE TABLE analytics_events, sessions, event_days, page_days');
    });
    afterEach(() => app.close());

    it('only that user’s rows are read, by index', async () => {
      const ask = () =>
        app.get(UsageDaysService).find({
          user_id: 'u3',
          from: '2026-10-02',
          to: '2026-10-03',
          details_from: '2026-10-02',
        });
      expect((await ask()).days.map(({ date }) => date)).toEqual(['2026-10-02', '2026-10-03']);
      for (const row of await explain(app.get(Database).dataSource, schema, ask)) {
        expect(row.type).not.toBe('ALL');
        expect(row.rows).toBeLessThan(400);
      }
    });
  });
});
