import { setTimeout as sleep } from 'node:timers/promises';
import { INestApplication } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NatsConnector } from '../nats/nats-connector.js';
import { SharedNatsServer } from '../nats/shared-nats.server.js';
import { RpcAnswerer } from '../rpc/rpc-answerer.js';
import { RpcMetrics } from '../rpc/rpc-metrics.js';

const DATABASE_WAIT_MS = 10_000;

/** A replica that starts takes no request from those that can answer it; but a service without its database says so. */
const whenUsable = async (app: INestApplication): Promise<void> => {
  const database = app.get(Database, { strict: false });
  // It rejects only when the process stops, which nobody here has to be told.
  const open = database.ready().catch(() => undefined);
  await Promise.race([open, sleep(DATABASE_WAIT_MS, undefined, { ref: false })]);
};

/**
 * Serves the app's RPC handlers once NATS and, within 10 s, its database are there; does not wait for it, so
 * that a service whose servers are away still starts and reports itself as not ready.
 * @param queue replicas that share it share the requests.
 */
export const serveRpc = (app: INestApplication, queue: string): Promise<INestApplication> => {
  const usable = whenUsable(app);
  const answerer = new RpcAnswerer(app.get(RpcMetrics));
  const strategy = new SharedNatsServer(app.get(NatsConnector), answerer, queue, usable);
  app.connectMicroservice({ strategy }, { inheritAppConfig: true });
  return app.startAllMicroservices();
};
