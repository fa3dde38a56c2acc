import { Module } from '@nestjs/common';
import { CountsModule } from '../counts/counts.module.js';
import { OverviewController } from './overview.controller.js';
import { OverviewRepository } from './overview.repository.js';
import { OverviewService } from './overview.service.js';

@Module({
  imports: [CountsModule],
  controllers: [OverviewController],
  providers: [OverviewService, OverviewRepository],
  exports: [OverviewService],
})
export class OverviewModule {}
