import { Module } from '@nestjs/common';
import { ErasureModule } from '@trailmark/ingest';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { UsageConfig } from './config.js';
import { schema } from './database/schema.js';
import { FiguresModule } from './figures/figures.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { SectionModule } from './section/section.module.js';
import { UsageModule } from './usage/usage.module.js';
import { UsagePersonalData } from './privacy/usage-personal-data.js';
import { UsageRowsStep } from './privacy/usage-rows-step.js';
import { UsedDaysRepository } from './privacy/used-days.repository.js';

@Module({
  imports: [
    PlatformModule.for(UsageConfig),
    DatabaseModule.for(schema),
    UsageModule,
    OverviewModule,
    FiguresModule,
    RetentionModule,
    SectionModule,
    ErasureModule.for({
      service: 'usage',
      data: UsagePersonalData,
      providers: [UsageRowsStep, UsedDaysRepository],
    }),
  ],
})
export class AppModule {}
