import { INestApplication } from '@nestjs/common';
import { NatsConnector } from '../nats/nats-connector.js';
import { SharedNatsServer } from '../nats/shared-nats.server.js';

/**
 * Serves the app's RPC handlers once NATS is there; does not wait for it, so that a service whose
 * broker is away still starts and reports itself as not ready.
 * @param queue replicas that share it share the requests.
 */
export const serveRpc = (app: INestApplication, queue: string): Promise<INestApplication> => {
  const strategy = new SharedNatsServer(app.get(NatsConnector), queue);
  app.connectMicroservice({ strategy }, { inheritAppConfig: true });
  return app.startAllMicroservices();
};
