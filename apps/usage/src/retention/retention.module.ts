import { UserRetentionModule } from '@trailmark/platform';
import { PastUsageRepository } from './past-usage.repository.js';
import { UsagePast } from './usage-past.js';

/** Keeps less of the users who want it so. */
export const RetentionModule = UserRetentionModule.for({
  past: UsagePast,
  providers: [PastUsageRepository],
});
