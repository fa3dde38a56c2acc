import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/ingest.module.js';
import { PerformanceController } from './performance.controller.js';
import { PerformanceKind } from './performance-kind.js';
import { PerformanceService } from './performance.service.js';

@Module({
  imports: [IngestModule],
  controllers: [PerformanceController],
  providers: [PerformanceService, PerformanceKind],
})
export class PerformanceModule {}
