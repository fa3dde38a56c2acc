import { startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { EventsConfig } from '../src/config.js';

/** The events service in this process, on an empty schema. */
export const startEvents = (env: Record<string, string> = {}): Promise<TestService> =>
  startTestService({ module: AppModule, config: EventsConfig, queue: 'events', env });
