import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Principal } from '@trailmark/contracts';
import { Database, RpcClient, runInContext } from '@trailmark/platform';
import {
  AppProcess,
  createSchema,
  FakePostHog,
  resetStreams,
  startTestApp,
  testEnv,
  TestSchema,
  waitFor,
} from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { JourneyConfig } from '../src/config.js';
import { SYNC_LIMITS } from '../src/sync/sync-limits.js';
import { anEventAgo, HOUR } from './posthog-events.js';

const MAIN = 'apps/journey/dist/main.js';
const SUPPORT: Principal = { sub: 'support', email: null, roles: ['support'] };
const PAGES = 3;
const EVENTS = PAGES * SYNC_LIMITS.pageSize;

describe('a journey service that reads from PostHog, as a process', () => {
  let schema: TestSchema;
  let fake: FakePostHog;
  let app: AppProcess | null;

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
    fake = await FakePostHog.start();
    app = null;
  });
  afterEach(async () => {
    await app?.kill();
    await fake.stop();
    await schema.drop();
  });

  const env = (overrides: Record<string, string> = {}) =>
    testEnv({ DATABASE_URL: schema.url, ...fake.env, ...overrides });

  describe('when it is killed in the middle of a user', () => {
    /** Answers no RPC: it asks the process. */
    let asker: NestFastifyApplication;

    /** Null when it does not answer soon: it may have been killed. */
    const ask = () =>
      runInContext({ requestId: 'test', principal: SUPPORT }, () =>
        asker.get(RpcClient).callIfThere('journey.event.find', {
          address: { user_id: 'heavy', own: false },
          days: 365,
          limit: 1,
        }),
      );

    const count = async (): Promise<number> => {
      const [row] = await schema.query<{ events: number }>(
        'SELECT COUNT(*) AS events FROM journey_events',
      );
      return row?.events ?? -1;
    };

    beforeEach(async () => {
      asker = await startTestApp({
        module: AppModule,
        config: JourneyConfig,
        env: testEnv({ DATABASE_URL: schema.url, RPC_TIMEOUT_MS: '2000' }),
      });
      await asker.get(Database).ready();
    });
    afterEach(() => asker.close());

    it('keeps whole pages, and goes on from there when it is back', async () => {
      fake.store.addEvents(
        Array.from({ length: EVENTS }, (_, i) => anEventAgo('heavy', HOUR + i * 1000)),
      );
      app = await AppProcess.start(MAIN, env());
      fake.before = ({ name }) => {
        if (name === 'trailmark_events_before' && fake.askedFor(name).length === 2) fake.stall();
      };
      const asked = ask();
      await waitFor(() => fake.askedFor('trailmark_events_before').length >= 3);
      await app.kill();
      await asked;
      expect(await count()).toBe(2 * SYNC_LIMITS.pageSize);

      const [kept] = await schema.query<{ since: string }>(
        `SELECT DATE_FORMAT(kept_from, '%Y-%m-%dT%H:%i:%s.%fZ') AS since FROM sync_state`,
      );
      // As if the time had passed after which the dead one's place is free.
      await schema.query('UPDATE sync_questions SET leased_until = NOW(3)');
      fake.resume();
      fake.asked.splice(0);
      app.launch();
      await app.ready();
      await waitFor(async () => {
        const answer = await ask();
        return answer !== null && !answer.stale;
      });
      expect(await count()).toBe(EVENTS);
      const pages = fake.askedFor('trailmark_events_before');
      expect(pages).toHaveLength(1);
      expect(pages[0]?.values.to).toBe(kept?.since);
    });
  });

  it.each([
    ['phx_not_the_right_one_0123456789', /not accept POSTHOG_SECRET_KEY/],
    ['phc_a_key_of_the_project_01234567', /does not begin with phx_/],
  ])('with the key %s says at start what is wrong, and never the key', async (key, message) => {
    app = await AppProcess.start(MAIN, env({ POSTHOG_SECRET_KEY: key, LOG_LEVEL: 'trace' }));
    await waitFor(() => message.test(app?.log ?? ''));
    expect(app.log).not.toContain(key);
  });

  it('does not start when it is half configured, and says what is missing', async () => {
    app = await AppProcess.create(MAIN, env({ POSTHOG_PROJECT_ID: '' }));
    app.launch();
    await app.ended();
    expect(app.log).toContain('POSTHOG_PROJECT_ID is required');
    expect(app.log).not.toContain(fake.key);
  });
});
