import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BrokerService } from '@trailmark/contracts';
import { AppProcess, testEnv } from '@trailmark/testing';
import {
  type NatsCluster,
  provideSchemas,
  type Replica,
  type RunningServer,
  startMariaDb,
  startNatsCluster,
  startReplica,
} from '@trailmark/tools';

const REPLICAS = 2;
const PASSWORD = 'test';

export type Service = Exclude<BrokerService, 'gateway'>;

/** The product as it runs on several machines: nothing there is once only but the database that is written to. */
export interface ScaledProduct {
  nats: NatsCluster;
  primary: RunningServer;
  replica: Replica;
  /** Two of each. */
  gateways: readonly AppProcess[];
  services: ReadonlyMap<Service, readonly AppProcess[]>;
  /** Two processes more of an app, which write to the given database. */
  readonly start: (
    app: BrokerService,
    database: RunningServer,
    env?: Record<string, string>,
  ) => Promise<AppProcess[]>;
  /** All that run, whoever started them. */
  stopApps(): Promise<void>;
  stop(): Promise<void>;
}

const schemaOf = (service: string): string => `trailmark_${service}`;

const accountOf = (service: Service) => ({
  schema: schemaOf(service),
  user: schemaOf(service),
  password: PASSWORD,
});

/** A service's own account and schema; what the primary has, the replica has, too. */
const databaseUrl = ({ port }: RunningServer, service: Service): string => {
  const { schema, user, password } = accountOf(service);
  return `mysql://${user}:${password}@127.0.0.1:${port}/${schema}`;
};

const startDatabases = async (folder: string) => {
  const replication = { serverId: 1, readOnly: false };
  const primary = await startMariaDb({ dataDir: join(folder, 'primary'), replication });
  try {
    return {
      primary,
      replica: await startReplica({ dataDir: join(folder, 'replica'), primary }),
    };
  } catch (error) {
    await primary.stop();
    throw error;
  }
};

const scriptOf = (app: string): string => `apps/${app}/dist/main.js`;

const createReplicas = (app: string, env: Record<string, string>): Promise<AppProcess[]> =>
  Promise.all(Array.from({ length: REPLICAS }, () => AppProcess.create(scriptOf(app), env)));

/** Starts servers of its own and two processes of each app, each app as its own user of broker and database. */
export const startScaledProduct = async (
  folder: string,
  names: readonly Service[],
): Promise<ScaledProduct> => {
  const [nats, { primary, replica }] = await Promise.all([
    startNatsCluster(join(folder, 'nats')),
    startDatabases(folder),
  ]);
  const apps: AppProcess[] = [];
  const stopApps = async (): Promise<void> => {
    await Promise.all(apps.splice(0).map((app) => app.stop()));
  };
  const stop = async (): Promise<void> => {
    await stopApps();
    await Promise.all([nats.stop(), replica.stop(), primary.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  /** Replicas start together: one of them migrates, and the others wait for it. */
  const start: ScaledProduct['start'] = async (app, database, env = {}) => {
    const whole = testEnv({
      NATS_URL: nats.url(app),
      STREAM_REPLICAS: '3',
      ...(app !== 'gateway' && { DATABASE_URL: databaseUrl(database, app) }),
      ...env,
    });
    const replicas = await createReplicas(app, whole);
    apps.push(...replicas);
    for (const one of replicas) one.launch();
    await Promise.all(replicas.map((one) => one.ready()));
    return replicas;
  };
  try {
    await provideSchemas(primary.url, names.map(accountOf));
    const services = new Map<Service, AppProcess[]>();
    for (const name of names) services.set(name, await start(name, primary));
    const gateways = await start('gateway', primary);
    return { nats, primary, replica, gateways, services, start, stopApps, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
