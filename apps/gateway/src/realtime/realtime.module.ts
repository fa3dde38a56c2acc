import { Module } from '@nestjs/common';
import { DashboardModule } from '../dashboard/dashboard.module.js';
import { CommittedFacts } from './committed-facts.js';
import { OverviewSource } from './overview-source.js';
import { realtimeMetrics } from './realtime-metrics.js';
import { RealtimeController } from './realtime.controller.js';
import { RealtimeService } from './realtime.service.js';
import { Upgrades } from './upgrades.js';

@Module({
  imports: [DashboardModule],
  controllers: [RealtimeController],
  providers: [Upgrades, CommittedFacts, OverviewSource, RealtimeService, ...realtimeMetrics],
})
export class RealtimeModule {}
