import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { DashboardConfig } from './config.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { schema } from './database/schema.js';
import { InsightsModule } from './insights/insights.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { TrackingModule } from './tracking/tracking.module.js';
import { TrendsModule } from './trends/trends.module.js';

@Module({
  imports: [
    PlatformModule.for(DashboardConfig),
    DatabaseModule.for(schema),
    DashboardModule,
    InsightsModule,
    PrivacyModule,
    TrackingModule,
    TrendsModule,
  ],
})
export class AppModule {}
