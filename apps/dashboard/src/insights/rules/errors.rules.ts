import { seeErrors, seeTrend } from '../actions.js';
import { Rule } from '../rule.js';

export const ERROR_RULES: readonly Rule[] = [
  {
    metric: 'errors',
    type: 'errors',
    subject: 'Errors',
    unit: 'count',
    up: {
      title: 'More errors',
      impact: 'negative',
      recommendations: [
        'Group the new errors by name and page, and begin with the one that grew most.',
        'Check what was released when they began.',
      ],
    },
    down: {
      title: 'Fewer errors',
      impact: 'positive',
      recommendations: [
        'Make sure that it is a repair: errors also fall when their reporting breaks or the page is no longer used.',
      ],
    },
    looks: [seeTrend('errors'), seeErrors],
  },
];
