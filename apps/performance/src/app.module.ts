import { Module } from '@nestjs/common';
import { ErasureModule } from '@trailmark/ingest';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { PerformanceConfig } from './config.js';
import { schema } from './database/schema.js';
import { FiguresModule } from './figures/figures.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { SectionModule } from './section/section.module.js';
import { ErasedMetricsRepository } from './privacy/erased-metrics.repository.js';
import { MetricsStep } from './privacy/metrics-step.js';
import { PageDaysRepository } from './privacy/page-days.repository.js';
import { PageSubtraction } from './privacy/page-subtraction.js';
import { PerformancePersonalData } from './privacy/performance-personal-data.js';
import { TracesModule } from './traces/traces.module.js';

@Module({
  imports: [
    PlatformModule.for(PerformanceConfig),
    DatabaseModule.for(schema),
    MetricsModule,
    OverviewModule,
    FiguresModule,
    SectionModule,
    RetentionModule,
    TracesModule,
    ErasureModule.for({
      service: 'performance',
      data: PerformancePersonalData,
      providers: [MetricsStep, PageSubtraction, PageDaysRepository, ErasedMetricsRepository],
    }),
  ],
})
export class AppModule {}
