import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { PerformanceConfig } from './config.js';
import { schema } from './database/schema.js';
import { FiguresModule } from './figures/figures.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { TracesModule } from './traces/traces.module.js';

@Module({
  imports: [
    PlatformModule.for(PerformanceConfig),
    DatabaseModule.for(schema),
    MetricsModule,
    OverviewModule,
    FiguresModule,
    RetentionModule,
    TracesModule,
  ],
})
export class AppModule {}
