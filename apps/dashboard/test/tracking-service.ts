import { randomUUID } from 'node:crypto';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  AnalyticsConfigDto,
  AnalyticsConfigView,
  ChangeConfigDto,
  TRACKING_BUCKET,
  TRACKING_COMPLETE_KEY,
  TrackingRules,
  userToken,
} from '@trailmark/contracts';
import {
  Database,
  type JetStreamManager,
  type NatsConnection,
  openBucket,
  RpcClient,
  runInContext,
} from '@trailmark/platform';
import {
  connectNats,
  startTestApp,
  startTestService,
  testEnv,
  TestService,
  PATIENCE_MS,
  PATIENT_NATS,
} from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { DashboardConfig } from '../src/config.js';

const STREAM = `KV_${TRACKING_BUCKET}`;
const DASHBOARD = { module: AppModule, config: DashboardConfig, queue: 'dashboard' };

/** The dashboard service in this process, on an empty schema. */
export const startDashboard = async (env: Record<string, string> = {}): Promise<TestService> => {
  const service = await startTestService({ ...DASHBOARD, env });
  await makeBucket(env.NATS_URL);
  await service.app.get(Database).ready();
  return service;
};

/** One more process of it, as it were. */
export const startReplica = async (
  env: Record<string, string>,
): Promise<NestFastifyApplication> => {
  const app = await startTestApp({ ...DASHBOARD, env: testEnv(env) });
  await app.get(Database).ready();
  return app;
};

/** Asks the service over NATS, as the gateway does. */
export const askingOf = (app: NestFastifyApplication) => {
  const rpc = app.get(RpcClient);
  const asSomebody = <T>(work: () => Promise<T>): Promise<T> =>
    runInContext(
      {
        requestId: randomUUID(),
        principal: { sub: 'root', email: null, roles: ['admin'] },
      },
      work,
    );
  return {
    find: (user_id: string): Promise<AnalyticsConfigView> =>
      asSomebody(() => rpc.call('dashboard.config.find', { user_id })),
    change: (
      user_id: string,
      changes: AnalyticsConfigDto,
      if_version?: number,
    ): Promise<AnalyticsConfigView> => {
      const request: ChangeConfigDto = {
        user_id,
        changes,
        ...(if_version !== undefined && { if_version }),
      };
      return asSomebody(() => rpc.call('dashboard.config.change', request));
    },
  };
};

/** Does something on a connection of the test's own. */
export const onNats = async <T>(
  natsUrl: string | undefined,
  work: (manager: JetStreamManager, connection: NatsConnection) => Promise<T>,
): Promise<T> => {
  const connection = await connectNats(natsUrl);
  try {
    return await work(await connection.jetstreamManager(PATIENT_NATS), connection);
  } finally {
    await connection.close();
  }
};

/** Makes the bucket if it is not there, as a gateway does. */
export const makeBucket = (natsUrl?: string) =>
  onNats(natsUrl, (_manager, connection) =>
    openBucket(connection, TRACKING_BUCKET, 1, {}, PATIENCE_MS),
  );

/** What the bucket holds under a key, read past the product's code; null: nothing, or no bucket. */
const valueInBucket = (key: string, natsUrl?: string): Promise<string | null> =>
  onNats(natsUrl, async ({ streams }) => {
    try {
      const subject = `$KV.${TRACKING_BUCKET}.${key}`;
      return (await streams.getMessage(STREAM, { last_by_subj: subject })).string();
    } catch (error) {
      if ((error as { code?: string }).code === '404') return null;
      throw error;
    }
  });

export const rulesInBucket = async (
  userId: string,
  natsUrl?: string,
): Promise<TrackingRules | null> =>
  JSON.parse((await valueInBucket(userToken(userId), natsUrl)) ?? 'null') as TrackingRules | null;

/** Whether the bucket says of itself that every user is in it. */
export const bucketIsComplete = async (natsUrl?: string): Promise<boolean> => {
  const mark = await valueInBucket(TRACKING_COMPLETE_KEY, natsUrl);
  if (mark === null) return false;
  const { created } = await onNats(natsUrl, ({ streams }) => streams.info(STREAM));
  return String(created) === mark;
};
