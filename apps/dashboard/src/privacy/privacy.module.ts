import { Module } from '@nestjs/common';
import { ErasureModule } from '@trailmark/ingest';
import { CacheModule } from '../cache/cache.module.js';
import { TrackingModule } from '../tracking/tracking.module.js';
import { DashboardPersonalData } from './dashboard-personal-data.js';
import { ErasureFeed } from './erasure-feed.js';

/** Erasing and exporting what this service keeps of users. */
@Module({
  imports: [
    ErasureModule.for({
      service: 'dashboard',
      data: DashboardPersonalData,
      imports: [CacheModule, TrackingModule],
      providers: [ErasureFeed],
    }),
  ],
})
export class PrivacyModule {}
