import { Module } from '@nestjs/common';
import { AuthModule } from '@trailmark/auth';
import { PlatformModule } from '@trailmark/platform';
import { ActivitiesModule } from './activities/activities.module.js';
import { GatewayConfig } from './config.js';
import { EventsModule } from './events/events.module.js';
import { PerformanceModule } from './performance/performance.module.js';
import { UsageModule } from './usage/usage.module.js';

@Module({
  imports: [
    PlatformModule.for(GatewayConfig),
    AuthModule,
    ActivitiesModule,
    EventsModule,
    PerformanceModule,
    UsageModule,
  ],
})
export class AppModule {}
