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
  stopApps(): Promise<void>;
  stop(): Promise<void>;
}

const schemaOf = (service: string): string => `trailmark_${service}`;

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
  const [nats, databases] = await Promise.all([
    startNatsCluster(join(folder, 'nats')),
    startDatabases(folder),
  ]);
  const { primary, replica } = databases;
  const accounts = names.map((name) => ({
    schema: schemaOf(name),
    user: schemaOf(name),
    password: PASSWORD,
  }));
  const apps: AppProcess[] = [];
  const stopApps = async (): Promise<void> => {
    await Promise.all(apps.splice(0).map((app) => app.stop()));
  };
  const stop = async (): Promise<void> => {
    await stopApps();
    await Promise.all([nats.stop(), replica.stop(), primary.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const urls = await provideSchemas(primary.url, accounts);
    const envOf = (app: BrokerService): Record<string, string> => {
      const DATABASE_URL = urls.get(schemaOf(app));
      return testEnv({
        NATS_URL: nats.url(app),
        STREAM_REPLICAS: '3',
        ...(DATABASE_URL !== undefined && { DATABASE_URL }),
      });
    };
    const start = async (app: BrokerService): Promise<AppProcess[]> => {
      const replicas = await createReplicas(app, envOf(app));
      apps.push(...replicas);
      // Together: one of them migrates, and the others wait for it.
      for (const replica of replicas) replica.launch();
      await Promise.all(replicas.map((replica) => replica.ready()));
      return replicas;
    };
    const services = new Map<Service, AppProcess[]>();
    for (const name of names) services.set(name, await start(name));
    return { nats, primary, replica, gateways: await start('gateway'), services, stopApps, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
