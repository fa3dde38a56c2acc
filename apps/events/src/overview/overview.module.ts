import { Module } from '@nestjs/common';
import { CountsRepository } from '../counts/counts.repository.js';
import { OverviewController } from './overview.controller.js';
import { OverviewRepository } from './overview.repository.js';
import { OverviewService } from './overview.service.js';

@Module({
  controllers: [OverviewController],
  providers: [OverviewService, OverviewRepository, CountsRepository],
})
export class OverviewModule {}
