import { Type } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testEnv } from './environment.js';
import { createSchema, TestSchema } from './schema.js';
import { resetStreams } from './streams.js';
import { startTestApp } from './test-app.js';

interface TestServiceOptions {
  module: Type<object>;
  config: Type<object>;
  /** Its RPC queue. */
  queue: string;
  env?: Record<string, string>;
}

/** A service in this process, with an empty schema and no streams from earlier tests. */
export interface TestService {
  app: NestFastifyApplication;
  schema: TestSchema;
  stop(): Promise<void>;
}

export const startTestService = async (options: TestServiceOptions): Promise<TestService> => {
  const { env, ...service } = options;
  await resetStreams();
  const schema = await createSchema();
  const app = await startTestApp({
    ...service,
    env: testEnv({ DATABASE_URL: schema.url, ...env }),
  });
  return {
    app,
    schema,
    stop: async () => {
      await app.close();
      await schema.drop();
    },
  };
};
