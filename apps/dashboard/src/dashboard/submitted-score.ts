import { EventsOverview, UsageOverviewAnswer } from '@trailmark/contracts';

/** The overview with the score that was submitted for the period, if any was: it wins over the computed one. */
export const withSubmittedScore = (
  overview: EventsOverview,
  usage: UsageOverviewAnswer | null,
): EventsOverview => ({
  ...overview,
  engagement_score: usage?.submitted_engagement_score ?? overview.engagement_score,
});
