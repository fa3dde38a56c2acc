import { seeEvents, seeTrend, seeUsage } from '../actions.js';
import { Rule } from '../rule.js';

export const ENGAGEMENT_RULES: readonly Rule[] = [
  {
    metric: 'average_session_duration',
    type: 'engagement',
    subject: 'The average session',
    unit: 'seconds',
    up: {
      title: 'Longer sessions',
      impact: 'positive',
      recommendations: [
        'See whether more was done in that time; if not, a step may have become slower or harder.',
      ],
    },
    down: {
      title: 'Shorter sessions',
      impact: 'negative',
      recommendations: [
        'See what sessions end on now, and whether errors or slow pages come just before.',
      ],
    },
    looks: [seeTrend('average_session_duration'), seeEvents],
  },
  {
    metric: 'bounce_rate',
    type: 'engagement',
    subject: 'The share of sessions that view one page only',
    unit: 'share',
    up: {
      title: 'More sessions end on their first page',
      impact: 'negative',
      recommendations: [
        'Look at the pages these sessions start on: do they load, and do they hold what led to them?',
        'Offer a next step on the pages that are left at once.',
      ],
    },
    down: {
      title: 'Fewer sessions end on their first page',
      impact: 'positive',
      recommendations: ['Take what changed on the first pages to others that are left at once.'],
    },
    looks: [seeTrend('bounce_rate'), seeEvents],
  },
  {
    metric: 'engagement_score',
    type: 'engagement',
    subject: 'The engagement score',
    unit: 'points',
    up: {
      title: 'The user is more engaged',
      impact: 'positive',
      recommendations: ['A good time to show features that the user has not tried yet.'],
    },
    down: {
      title: 'The user is less engaged',
      impact: 'negative',
      recommendations: [
        'See which part fell: visits, their length, their pages or the days of use.',
        'Reach out before the user stays away.',
      ],
    },
    looks: [seeTrend('engagement_score'), seeUsage],
  },
];
