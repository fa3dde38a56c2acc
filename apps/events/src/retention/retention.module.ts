import { UserRetentionModule } from '@trailmark/platform';
import { DerivedGuard } from '../derived/derived-guard.repository.js';
import { EventPast } from './event-past.js';
import { UsedFeaturesRepository } from './used-features.repository.js';
import { PastEventsRepository } from './past-events.repository.js';
import { UnusedFeatures } from './unused-features.js';

/** Keeps less of the users who want it so. */
export const RetentionModule = UserRetentionModule.for({
  past: EventPast,
  providers: [DerivedGuard, PastEventsRepository, UsedFeaturesRepository, UnusedFeatures],
});
