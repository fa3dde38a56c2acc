import { INestApplication, Type } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  configureApp,
  createAdapter,
  HttpOptions,
  loadConfig,
  serveRpc,
} from '@trailmark/platform';

interface TestAppOptions<C extends object> {
  module: Type<object>;
  config: Type<C>;
  env: Record<string, string>;
  /** Serve RPC under this queue name. */
  queue?: string;
  /** How it is reached, as its `main.ts` tells `bootstrap`. */
  http?: (config: C) => HttpOptions;
  configure?: (app: INestApplication) => void;
}

/**
 * An app in this process, wired as in production, on real servers and a free port. At NATS it is the
 * operator, so that a test may ask the app through the app's own client.
 */
export const startTestApp = async <C extends object>(
  options: TestAppOptions<C>,
): Promise<NestFastifyApplication> => {
  const { module, config, env, queue, http, configure } = options;
  const loaded = loadConfig(config, env);
  const testing = await Test.createTestingModule({ imports: [module] })
    .overrideProvider(config)
    .useValue(loaded)
    .compile();
  const app = testing.createNestApplication<NestFastifyApplication>(createAdapter(http?.(loaded)), {
    bodyParser: false,
    logger: false,
  });
  configureApp(app);
  configure?.(app);
  if (queue) await serveRpc(app, queue);
  await app.listen(0, '127.0.0.1');
  return app;
};
