import { Module } from '@nestjs/common';
import { CacheModule } from '../cache/cache.module.js';
import { PeersModule } from '../peers/peers.module.js';
import { TrendsController } from './trends.controller.js';
import { TrendsService } from './trends.service.js';

@Module({
  imports: [CacheModule, PeersModule],
  controllers: [TrendsController],
  providers: [TrendsService],
})
export class TrendsModule {}
