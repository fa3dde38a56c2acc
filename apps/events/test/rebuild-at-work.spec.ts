import { setTimeout as sleep } from 'node:timers/promises';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@trailmark/platform';
import { explain, startTestApp, testEnv, TestSchema, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { EventsConfig } from '../src/config.js';
import { DerivedJobs, derivedJobs, messages, settled } from './derived-jobs.js';
import { DERIVED_TABLES, someEvents } from './derived-recount.js';
import { aMessage, publish } from './event-messages.js';
import { startEvents } from './events-service.js';

describe('derived tables looked at part by part', () => {
  let service: TestService;
  let schema: TestSchema;
  let jobs: DerivedJobs;

  beforeAll(async () => {
    service = await startEvents();
    ({ schema } = service);
    jobs = derivedJobs(service);
    await service.app.get(Database).ready();
  });
  afterAll(() => service.stop());

  describe('while two replicas store events all the time', () => {
    let replica: NestFastifyApplication;

    /** Stores, and asks for `work` again and again until everything is stored. */
    const during = async (work: () => Promise<void>) => {
      let storing = true;
      const store = async () => {
        for (let round = 0; round < 12; round += 1) {
          await publish(messages(30));
          await sleep(20);
        }
        await settled();
        storing = false;
      };
      const repeat = async () => {
        for (let rounds = 0; storing || rounds < 3; rounds += 1) await work();
      };
      await Promise.all([store(), repeat()]);
    };

    beforeAll(async () => {
      const env = testEnv({ DATABASE_URL: schema.url });
      const app = { module: AppModule, config: EventsConfig, env, queue: 'events' };
      replica = await startTestApp(app);
    });
    afterAll(() => replica.close());

    it('check never sees a difference that is none', async () => {
      await during(async () => {
        expect((await jobs.run('check')).lines.at(-1)).toMatch(/ 0 rows differ$/);
      });
    });

    it('rebuild ends right', async () => {
      await during(async () => {
        await jobs.damaged(
          'UPDATE event_slots SET events = events + 1 LIMIT 2',
          'DELETE FROM sessions LIMIT 2',
        );
        expect(await jobs.run('rebuild')).toMatchObject({ code: 0 });
      });
      expect((await jobs.run('check')).lines.at(-1)).toMatch(/ 0 rows differ$/);
      await jobs.expectRight();
    });
  });

  it('takes a user with more events and sessions than one part holds part by part', async () => {
    const minute = (n: number) => new Date(Date.UTC(2026, 8, 28) + n * 60_000).toISOString();
    const events = Array.from({ length: 13_000 }, (_, n) => ({
      user_id: 'busy',
      session_id: n % 10 === 0 ? 'endless' : `b${Math.floor(n / 20)}`,
      event_name: n % 2 === 0 ? 'page_view' : 'save',
      timestamp: minute(n),
    }));
    await publish(
      Array.from({ length: 26 }, (_, n) => aMessage(...events.slice(n * 500, n * 500 + 500))),
    );
    await settled();
    const clean = await jobs.run('check', '--user', 'busy');
    expect(clean.lines).toEqual([
      expect.stringMatching(/^\d{1,2} parts looked at, 0 rows differ$/),
    ]);
    await jobs.damaged(
      `DELETE FROM session_pages WHERE user_id = 'busy'`,
      `UPDATE sessions SET page_views = 0 WHERE user_id = 'busy'`,
      `UPDATE event_slots SET events = 0 WHERE user_id = 'busy'`,
      `INSERT INTO sessions SELECT user_id, CONCAT('x', session_id), started_at, last_at, 1, 1
         FROM sessions WHERE user_id = 'busy'`,
    );
    const { lines } = await jobs.run('check', '--user', 'busy');
    expect(lines).toEqual(
      expect.arrayContaining(['sessions: 1302', 'session_pages: 651', 'event_slots: 867']),
    );
    await jobs.run('rebuild', '--user', 'busy');
    await jobs.expectRight();
  });

  describe('with many users', () => {
    const TABLES: string[] = [...DERIVED_TABLES, 'analytics_events'];

    beforeAll(async () => {
      const some = Array.from({ length: 40 }, (_, n) =>
        aMessage(...someEvents().map((event) => ({ ...event, user_id: `u${n}` }))),
      );
      await publish(some);
      await settled();
      await schema.query(`ANALYZE TABLE ${TABLES.join(', ')}`);
    });

    it.each([
      ['check', '--user', 'u3'],
      ['rebuild', '--user', 'u3'],
    ])('%s reads one user by index', async (...args) => {
      await jobs.damaged(`UPDATE page_days SET views = 0 WHERE user_id = 'u3'`);
      const { dataSource } = service.app.get(Database);
      const plans = await explain(dataSource, schema, () => jobs.run(...args));
      for (const row of plans.filter(({ table }) => TABLES.includes(table ?? ''))) {
        expect(row).not.toMatchObject({ type: 'ALL' });
        expect(row.rows).toBeLessThan(1000);
      }
    });

    it('removes rows by their keys', async () => {
      const [plan] = await schema.query<{ type: string; rows: unknown }>(
        `EXPLAIN DELETE FROM page_days
          WHERE (user_id, day, page) IN (('u3', '2026-10-02', '/'), ('u4', '2026-10-03', '/x'))`,
      );
      expect([plan?.type, Number(plan?.rows)]).toEqual(['range', 2]);
    });
  });
});
