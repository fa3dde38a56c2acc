import { UserRetentionModule } from '@trailmark/platform';
import { RemovedLinksRepository } from '../chain/removed-links.repository.js';
import { ActivityPast } from './activity-past.js';
import { PastActivitiesRepository } from './past-activities.repository.js';

/** Keeps less of the users who want it so. */
export const RetentionModule = UserRetentionModule.for({
  past: ActivityPast,
  providers: [PastActivitiesRepository, RemovedLinksRepository],
});
