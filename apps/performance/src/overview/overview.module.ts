import { Module } from '@nestjs/common';
import { AttributionModule } from '../attribution/attribution.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { IssuesService } from './issues.service.js';
import { OverviewController } from './overview.controller.js';
import { OverviewService } from './overview.service.js';

@Module({
  imports: [MetricsModule, AttributionModule],
  controllers: [OverviewController],
  providers: [OverviewService, IssuesService],
})
export class OverviewModule {}
