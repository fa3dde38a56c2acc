import { Module } from '@nestjs/common';
import { MetricsModule } from '../metrics/metrics.module.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';

@Module({
  imports: [MetricsModule],
  controllers: [FiguresController],
  providers: [FiguresService],
})
export class FiguresModule {}
