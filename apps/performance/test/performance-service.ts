import { startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { PerformanceConfig } from '../src/config.js';

/** The performance service in this process, on an empty schema. */
export const startPerformance = (): Promise<TestService> =>
  startTestService({ module: AppModule, config: PerformanceConfig, queue: 'performance' });
