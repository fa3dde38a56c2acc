import { startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { ActivityConfig } from '../src/config.js';

/** The activity service in this process, on an empty schema. */
export const startActivity = (): Promise<TestService> =>
  startTestService({ module: AppModule, config: ActivityConfig, queue: 'activity' });
