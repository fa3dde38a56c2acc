import { Module } from '@nestjs/common';
import { AttributionModule } from '../attribution/attribution.module.js';
import { FiguresModule } from '../figures/figures.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { IssuesService } from './issues.service.js';
import { OverviewController } from './overview.controller.js';
import { OverviewReader } from './overview-reader.js';
import { OverviewService } from './overview.service.js';

@Module({
  imports: [MetricsModule, AttributionModule, FiguresModule],
  controllers: [OverviewController],
  providers: [OverviewService, OverviewReader, IssuesService],
  exports: [OverviewReader],
})
export class OverviewModule {}
