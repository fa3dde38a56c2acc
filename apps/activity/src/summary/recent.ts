import { RecentActivity } from '@trailmark/contracts';
import { NewActivity } from './summary.repository.js';

/** How many of the newest activities are listed. */
export const RECENT = 10;

export const toRecent = ({
  id,
  description,
  timestamp,
  severity,
}: NewActivity): RecentActivity => ({
  id,
  description,
  timestamp: timestamp.toISOString(),
  severity,
});
