import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RpcRequest, RpcResponse } from '@trailmark/contracts';
import { ConfigError, Database, RpcClient, runInContext } from '@trailmark/platform';
import { FAKE_DETAIL, FakePostHog, startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { JourneyConfig } from '../src/config.js';
import { JourneySource } from '../src/source/journey-source.js';
import { NoSource } from '../src/source/no-source.js';
import { SyncKeeper } from '../src/sync/sync-keeper.js';
import { anEventAgo, DAY, HOUR } from './posthog-events.js';

const start = (env: Record<string, string>): Promise<TestService> =>
  startTestService({ module: AppModule, config: JourneyConfig, queue: 'journey', env });

type Subject = 'journey.activity.find' | 'journey.request.find';

const ask = <S extends Subject>(
  app: NestFastifyApplication,
  subject: S,
  data: RpcRequest<S>,
): Promise<RpcResponse<S>> =>
  runInContext(
    { requestId: 'test', principal: { sub: 'support', email: null, roles: ['support'] } },
    () => app.get(RpcClient).call(subject, data),
  );

describe('a journey service without PostHog', () => {
  it('asks nobody, and nothing is ever stale', async () => {
    const service = await start({});
    const source = service.app.get(JourneySource, { strict: false });
    expect(source).toBeInstanceOf(NoSource);
    expect(await source.refreshUser({ user_id: 'anna', own: false }, 7)).toEqual({
      stale: false,
      lastSyncedAt: null,
      error: null,
    });
    await service.stop();
  });

  it.each([
    [{ POSTHOG_SECRET_KEY: 'phx_1' }, 'POSTHOG_PROJECT_ID'],
    [{ POSTHOG_PROJECT_ID: '1' }, 'POSTHOG_SECRET_KEY'],
  ])('does not start with %j alone', async (env, missing) => {
    const failure = await start(env).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as ConfigError).message).toContain(`${missing} is required`);
  });
});

describe('a journey service with PostHog', () => {
  let fake: FakePostHog;
  let service: TestService;

  const activity = (user_id: string) =>
    ask(service.app, 'journey.activity.find', { address: { user_id, own: false }, days: 30 });

  beforeAll(async () => {
    fake = await FakePostHog.start();
    service = await start(fake.env);
    await service.app.get(Database).ready();
  });
  afterAll(async () => {
    await service.stop();
    await fake.stop();
  });
  beforeEach(() => {
    fake.fault = () => null;
    fake.asked.splice(0);
  });

  it('answers from what PostHog knows, properties as it has them', async () => {
    const sizes = [1, 2, 3, 40];
    fake.store.addEvents(sizes.map((days) => anEventAgo('anna', days * DAY)));
    fake.store.addEvents([
      anEventAgo('anna', HOUR, {
        properties: { endpoint: '/api/movies', status_code: '500', response_time_ms: '55.5' },
      }),
    ]);
    const answer = await activity('anna');
    expect(answer).toMatchObject({
      total_events: 4,
      api_requests: { total: 4, successful: 3, failed: 1, average_response_time_ms: 47.63 },
    });
    expect(answer).not.toHaveProperty('stale');
  });

  it('says what is wrong when nothing is kept, and serves what is kept as stale', async () => {
    fake.store.addEvents([anEventAgo('ben', HOUR)]);
    fake.fault = () => ({ status: 401, code: 'authentication_failed' });
    const failure = await activity('ben').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'UPSTREAM_ERROR' });
    expect((failure as Error).message).toContain('POSTHOG_SECRET_KEY');
    expect((failure as Error).message).not.toContain(FAKE_DETAIL);

    fake.fault = () => null;
    expect(await activity('ben')).toMatchObject({ total_events: 1 });
    await service.schema.query(
      'UPDATE sync_questions SET last_synced_at = last_synced_at - INTERVAL 61 SECOND',
    );
    fake.fault = () => ({ status: 503 });
    expect(await activity('ben')).toMatchObject({
      total_events: 1,
      stale: true,
      last_synced_at: expect.any(String),
    });
  });

  it('knows nobody whom PostHog does not know', async () => {
    await expect(activity('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes what the SDKs sent to PostHog, persons included', async () => {
    await fetch(`${fake.url}/batch/`, {
      method: 'POST',
      body: JSON.stringify({
        batch: [
          { event: 'click', distinct_id: 'anon-1', properties: {} },
          {
            event: '$identify',
            distinct_id: 'carla',
            properties: { $anon_distinct_id: 'anon-1', $set: { email: 'Carla@example.com' } },
          },
        ],
      }),
    });
    const data = { address: { email: 'carla@EXAMPLE.com', own: false }, days: 1 };
    // A clock of the SDK that is ahead by some milliseconds would be in the future.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await ask(service.app, 'journey.activity.find', data)).toMatchObject({
      total_events: 2,
    });
  });

  it('forgets what was not asked for long', async () => {
    await activity('anna');
    const keeper = service.app.get(SyncKeeper, { strict: false });
    const counts = async () => {
      const [row] = await service.schema.query<{ questions: number; ids: number }>(
        `SELECT (SELECT COUNT(*) FROM sync_questions) AS questions,
                (SELECT COUNT(*) FROM sync_state) AS ids`,
      );
      return row ?? { questions: -1, ids: -1 };
    };
    const before = await counts();
    await keeper.purge(new Date(Date.now() + 29 * DAY));
    expect(await counts()).toEqual(before);
    await keeper.purge(new Date(Date.now() + 31 * DAY));
    expect(await counts()).toEqual({ questions: 0, ids: before.ids });
    await keeper.purge(new Date(Date.now() + 401 * DAY));
    expect(await counts()).toEqual({ questions: 0, ids: 0 });
  });
});
