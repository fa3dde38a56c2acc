import { Type } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { configureApp, createAdapter, loadConfig, serveRpc } from '@trailmark/platform';

interface TestAppOptions {
  module: Type<object>;
  config: Type<object>;
  env: Record<string, string>;
  /** Serve RPC under this queue name. */
  queue?: string;
}

/** An app in this process, wired as in production, on real servers and a free port. */
export const startTestApp = async (options: TestAppOptions): Promise<NestFastifyApplication> => {
  const { module, config, env, queue } = options;
  const testing = await Test.createTestingModule({ imports: [module] })
    .overrideProvider(config)
    .useValue(loadConfig(config, env))
    .compile();
  const app = testing.createNestApplication<NestFastifyApplication>(createAdapter(), {
    bodyParser: false,
    logger: false,
  });
  configureApp(app);
  if (queue) await serveRpc(app, queue);
  await app.listen(0, '127.0.0.1');
  return app;
};
