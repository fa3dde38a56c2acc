import { UserRetentionModule } from '@trailmark/platform';
import { StoreModule } from '../store/store.module.js';
import { JourneyPast } from './journey-past.js';
import { PastJourneyRepository } from './past-journey.repository.js';

/** Keeps less of the users who want it so. */
export const RetentionModule = UserRetentionModule.for({
  past: JourneyPast,
  imports: [StoreModule],
  providers: [PastJourneyRepository],
});
