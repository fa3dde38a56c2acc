import { Database } from '@trailmark/platform';
import { startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { IdentityConfig } from '../src/config.js';

/** The identity service in this process, on an empty schema that is ready for use. */
export const startIdentity = async (env: Record<string, string> = {}): Promise<TestService> => {
  const service = await startTestService({
    module: AppModule,
    config: IdentityConfig,
    queue: 'identity',
    env,
  });
  await service.app.get(Database).ready();
  return service;
};
