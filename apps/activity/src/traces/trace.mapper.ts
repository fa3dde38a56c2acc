import { JourneyEvent } from '@trailmark/contracts';
import { ActivityEntity } from '../activities/activity.entity.js';

/** An activity as the view of its request shows it. */
export const toJourneyEvent = (activity: ActivityEntity): JourneyEvent => ({
  timestamp: activity.timestamp.toISOString(),
  event: activity.activityType,
  properties: {
    description: activity.description,
    activity_category: activity.activityCategory,
    severity: activity.severity,
    details: activity.details,
    tags: activity.tags ?? [],
    request_id: activity.requestId,
  },
});
