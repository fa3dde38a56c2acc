import { Module } from '@nestjs/common';
import { AuthModule } from '@trailmark/auth';
import { PlatformModule } from '@trailmark/platform';
import { ActivitiesModule } from './activities/activities.module.js';
import { AnalyticsConfigModule } from './analytics-config/analytics-config.module.js';
import { CaptureModule } from './capture/capture.module.js';
import { GatewayConfig } from './config.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { EventsModule } from './events/events.module.js';
import { JourneysModule } from './journeys/journeys.module.js';
import { PerformanceModule } from './performance/performance.module.js';
import { PrivacyRequestsModule } from './privacy-requests/privacy-requests.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { UsageModule } from './usage/usage.module.js';

@Module({
  imports: [
    PlatformModule.for(GatewayConfig),
    AuthModule,
    ActivitiesModule,
    AnalyticsConfigModule,
    CaptureModule,
    DashboardModule,
    EventsModule,
    JourneysModule,
    PerformanceModule,
    PrivacyRequestsModule,
    RealtimeModule,
    UsageModule,
  ],
})
export class AppModule {}
