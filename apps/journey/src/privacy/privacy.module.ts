import { Module } from '@nestjs/common';
import { ErasureModule } from '@trailmark/ingest';
import { StoreModule } from '../store/store.module.js';
import { DistinctIdsStep } from './distinct-ids-step.js';
import { JourneyPersonalData } from './journey-personal-data.js';
import { PostHogEraser } from './posthog-eraser.js';

/** Erasing and exporting what this service keeps of users, and erasing their persons at PostHog. */
@Module({
  imports: [
    ErasureModule.for({
      service: 'journey',
      data: JourneyPersonalData,
      imports: [StoreModule],
      providers: [DistinctIdsStep, PostHogEraser],
    }),
  ],
})
export class PrivacyModule {}
