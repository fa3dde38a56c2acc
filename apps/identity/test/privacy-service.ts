import { startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { IdentityConfig } from '../src/config.js';

/** The identity service in this process, on an empty schema. */
export const startIdentity = (env: Record<string, string> = {}): Promise<TestService> =>
  startTestService({ module: AppModule, config: IdentityConfig, queue: 'identity', env });
