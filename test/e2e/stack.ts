import {
  AppProcess,
  createSchema,
  resetStreams,
  testDatabaseUrl,
  testEnv,
  TestSchema,
} from '@trailmark/testing';

/** The product as processes of its own: the gateway and the services behind it. */
export interface Stack {
  url: string;
  gateway: AppProcess;
  events: AppProcess;
  schema: TestSchema;
  /** One more process of the events service. */
  startReplica(): Promise<AppProcess>;
  stop(): Promise<void>;
}

interface StackOptions {
  adminUrl?: string;
  natsUrl?: string;
  env?: Record<string, string>;
}

const EVENTS = 'apps/events/dist/main.js';
const GATEWAY = 'apps/gateway/dist/main.js';

/** Starts everything on the test servers, or on servers of the test's own. */
export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  const base = testEnv({ ...(options.natsUrl && { NATS_URL: options.natsUrl }), ...options.env });
  await resetStreams(base.NATS_URL);
  const schema = await createSchema(options.adminUrl ?? testDatabaseUrl());
  const events = await AppProcess.start(EVENTS, { ...base, DATABASE_URL: schema.url });
  const gateway = await AppProcess.start(GATEWAY, base).catch(async (error: unknown) => {
    await events.kill();
    throw error;
  });
  return {
    url: gateway.url,
    gateway,
    events,
    schema,
    startReplica: () => AppProcess.start(EVENTS, { ...base, DATABASE_URL: schema.url }),
    stop: async () => {
      await gateway.stop();
      await events.stop();
      await schema.drop();
    },
  };
};
