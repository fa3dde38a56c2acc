import { Module } from '@nestjs/common';
import { ErasedUsers } from '@trailmark/ingest';
import { CacheModule } from '../cache/cache.module.js';
import { PeersModule } from '../peers/peers.module.js';
import { InsightKeeper } from './insight-keeper.js';
import { InsightMemory } from './insight-memory.js';
import { InsightsController } from './insights.controller.js';
import { InsightsRepository } from './insights.repository.js';
import { InsightsService } from './insights.service.js';

@Module({
  imports: [CacheModule, PeersModule],
  controllers: [InsightsController],
  providers: [InsightsService, InsightMemory, InsightKeeper, InsightsRepository, ErasedUsers],
  exports: [InsightsService],
})
export class InsightsModule {}
