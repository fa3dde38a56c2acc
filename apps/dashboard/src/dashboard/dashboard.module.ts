import { Module } from '@nestjs/common';
import { CacheModule } from '../cache/cache.module.js';
import { InsightsModule } from '../insights/insights.module.js';
import { PeersModule } from '../peers/peers.module.js';
import { DashboardController } from './dashboard.controller.js';
import { DashboardService } from './dashboard.service.js';
import { OverviewService } from './overview.service.js';

@Module({
  imports: [CacheModule, InsightsModule, PeersModule],
  controllers: [DashboardController],
  providers: [DashboardService, OverviewService],
})
export class DashboardModule {}
