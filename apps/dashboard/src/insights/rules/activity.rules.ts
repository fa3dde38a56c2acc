import { seeActivities, seeTrend } from '../actions.js';
import { Rule } from '../rule.js';

export const ACTIVITY_RULES: readonly Rule[] = [
  {
    metric: 'activities',
    type: 'activity',
    subject: 'Logged activities',
    unit: 'count',
    up: {
      title: 'More logged activities',
      impact: 'neutral',
      recommendations: [
        'See which type grew: many failed authentications or API calls deserve a closer look.',
      ],
    },
    down: {
      title: 'Fewer logged activities',
      impact: 'neutral',
      recommendations: [
        'See which type went missing; if it is all of them, check that the log is still written.',
      ],
    },
    looks: [seeTrend('activities'), seeActivities],
  },
];
