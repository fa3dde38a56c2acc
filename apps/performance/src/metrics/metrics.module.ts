import { Module } from '@nestjs/common';
import { PERFORMANCE_STREAM } from '@trailmark/contracts';
import { IngestConsumerModule } from '@trailmark/ingest';
import { PageAggregates } from '../aggregates/page-aggregates.js';
import { SketchedDays } from '../aggregates/sketched-days.repository.js';
import { SummedRows } from '../aggregates/summed-rows.repository.js';
import { UserAggregates } from '../aggregates/user-aggregates.js';
import { PageLookupsRepository } from '../attribution/page-lookups.repository.js';
import { MetricStore } from './metric-store.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsRepository } from './metrics.repository.js';
import { MetricsService } from './metrics.service.js';

@Module({
  imports: [
    IngestConsumerModule.for({
      stream: PERFORMANCE_STREAM,
      store: MetricStore,
      providers: [
        MetricsRepository,
        PageLookupsRepository,
        SketchedDays,
        SummedRows,
        UserAggregates,
        PageAggregates,
      ],
    }),
  ],
  controllers: [MetricsController],
  providers: [MetricsService],
  exports: [IngestConsumerModule],
})
export class MetricsModule {}
