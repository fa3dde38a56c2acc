import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { UsageConfig } from './config.js';
import { schema } from './database/schema.js';
import { FiguresModule } from './figures/figures.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { UsageModule } from './usage/usage.module.js';

@Module({
  imports: [
    PlatformModule.for(UsageConfig),
    DatabaseModule.for(schema),
    UsageModule,
    OverviewModule,
    FiguresModule,
    RetentionModule,
  ],
})
export class AppModule {}
