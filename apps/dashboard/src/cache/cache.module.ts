import { Module } from '@nestjs/common';
import { AnswerCache } from './answer-cache.js';
import { cacheMetrics } from './cache-metrics.js';
import { CacheStore } from './cache-store.js';
import { FactFeed } from './fact-feed.js';
import { Generations } from './generations.js';

@Module({
  providers: [AnswerCache, CacheStore, FactFeed, Generations, ...cacheMetrics],
  exports: [AnswerCache],
})
export class CacheModule {}
