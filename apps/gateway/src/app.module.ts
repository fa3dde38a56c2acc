import { Module } from '@nestjs/common';
import { AuthModule } from '@trailmark/auth';
import { PlatformModule } from '@trailmark/platform';
import { ActivitiesModule } from './activities/activities.module.js';
import { AnalyticsConfigModule } from './analytics-config/analytics-config.module.js';
import { CaptureModule } from './capture/capture.module.js';
import { GatewayConfig } from './config.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { EdgeModule } from './edge/edge.module.js';
import { EnvelopeModule } from './envelope/envelope.module.js';
import { EventsModule } from './events/events.module.js';
import { JourneysModule } from './journeys/journeys.module.js';
import { KeysModule } from './keys/keys.module.js';
import { PerformanceModule } from './performance/performance.module.js';
import { PrivacyRequestsModule } from './privacy-requests/privacy-requests.module.js';
import { RateLimitsModule } from './rate-limits/rate-limits.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { UsageModule } from './usage/usage.module.js';

@Module({
  imports: [
    PlatformModule.for(GatewayConfig),
    EdgeModule,
    AuthModule,
    RateLimitsModule,
    ActivitiesModule,
    AnalyticsConfigModule,
    CaptureModule,
    DashboardModule,
    EnvelopeModule,
    EventsModule,
    JourneysModule,
    KeysModule,
    PerformanceModule,
    PrivacyRequestsModule,
    RealtimeModule,
    SessionsModule,
    UsageModule,
  ],
})
export class AppModule {}
