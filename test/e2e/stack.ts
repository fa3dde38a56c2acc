import {
  AppProcess,
  brokerLogEnd,
  createSchema,
  expectNoRefusals,
  resetStreams,
  testDatabaseUrl,
  testEnv,
  TestSchema,
} from '@trailmark/testing';

/** The product as its clients see it, and its schemas. */
export interface Product {
  url: string;
  /** As NATS' operator. */
  natsUrl: string;
  /** @throws Error when it was started without this service. */
  service(name: string): { schema: TestSchema };
  stop(): Promise<void>;
}

/** A service as a process of its own, with its schema. */
export interface RunningService {
  app: AppProcess;
  schema: TestSchema;
  /** One more process of it. */
  startReplica(): Promise<AppProcess>;
}

/** The product as processes of its own: the gateway and the services behind it. */
export interface Stack extends Product {
  gateway: AppProcess;
  service(name: string): RunningService;
  /** One more gateway; its owner stops it. */
  startGateway(): Promise<AppProcess>;
}

/** For tests that expect facts to be stored at once: a busy machine may take longer than a client waits. */
export const PATIENT = { INGEST_WAIT_MS: '10000' };

interface StackOptions {
  services?: string[];
  adminUrl?: string;
  natsUrl?: string;
  env?: Record<string, string>;
  /** Characters of each process's output that are kept. */
  keptCharacters?: number;
}

const scriptOf = (name: string): string => `apps/${name}/dist/main.js`;

const startService = async (
  name: string,
  base: Record<string, string>,
  adminUrl: string,
  keptCharacters?: number,
): Promise<RunningService> => {
  const schema = await createSchema(adminUrl);
  const env = { ...base, DATABASE_URL: schema.url };
  const app = await AppProcess.start(scriptOf(name), env, keptCharacters);
  return { app, schema, startReplica: () => AppProcess.start(scriptOf(name), env) };
};

/** Starts everything on the test servers, or on servers of the test's own. */
export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  const { services: names = ['events'], adminUrl = testDatabaseUrl(), natsUrl, env } = options;
  const { keptCharacters } = options;
  const base = testEnv({ ...(natsUrl && { NATS_URL: natsUrl }), ...env });
  await resetStreams(base.NATS_URL);
  const logEnd = brokerLogEnd();
  const services = new Map<string, RunningService>();
  const stopServices = async () => {
    const stopService = async ({ app, schema }: RunningService) => {
      await app.stop();
      await schema.drop();
    };
    await Promise.all([...services.values()].map(stopService));
  };
  try {
    for (const name of names) {
      services.set(name, await startService(name, base, adminUrl, keptCharacters));
    }
    const gateway = await AppProcess.start(scriptOf('gateway'), base, keptCharacters);
    return {
      url: gateway.url,
      natsUrl: base.NATS_URL ?? '',
      gateway,
      service: (name) => {
        const service = services.get(name);
        if (!service) throw new Error(`the stack has no ${name} service`);
        return service;
      },
      startGateway: () => AppProcess.start(scriptOf('gateway'), base),
      stop: async () => {
        await gateway.stop();
        await stopServices();
        expectNoRefusals(logEnd);
      },
    };
  } catch (error) {
    await stopServices();
    throw error;
  }
};
