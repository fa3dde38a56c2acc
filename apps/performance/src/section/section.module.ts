import { Module } from '@nestjs/common';
import { AttributionModule } from '../attribution/attribution.module.js';
import { FiguresModule } from '../figures/figures.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { OverviewModule } from '../overview/overview.module.js';
import { SectionController } from './section.controller.js';
import { SectionService } from './section.service.js';

@Module({
  imports: [MetricsModule, AttributionModule, FiguresModule, OverviewModule],
  controllers: [SectionController],
  providers: [SectionService],
})
export class SectionModule {}
