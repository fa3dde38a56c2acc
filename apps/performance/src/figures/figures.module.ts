import { Module } from '@nestjs/common';
import { MetricsModule } from '../metrics/metrics.module.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';
import { MomentsReader } from './moments-reader.js';

@Module({
  imports: [MetricsModule],
  controllers: [FiguresController],
  providers: [FiguresService, MomentsReader],
  exports: [MomentsReader],
})
export class FiguresModule {}
