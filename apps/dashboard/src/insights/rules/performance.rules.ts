import { seeSlowestPages, seeTrend } from '../actions.js';
import { Rule } from '../rule.js';

export const PERFORMANCE_RULES: readonly Rule[] = [
  {
    metric: 'page_load_time',
    type: 'performance',
    subject: 'The average page load time',
    unit: 'milliseconds',
    up: {
      title: 'Pages load slower',
      impact: 'negative',
      recommendations: [
        'Start with the slowest page that has the most visits.',
        'Compare the time to the first byte: if it rose as well, the server is to blame, else what the page loads.',
        'Check what was released when the series begins to rise.',
      ],
    },
    down: {
      title: 'Pages load faster',
      impact: 'positive',
      recommendations: ['Guard what was won: set a budget for load time on these pages.'],
    },
    looks: [seeTrend('page_load_time'), seeSlowestPages],
  },
  {
    metric: 'performance_score',
    type: 'performance',
    subject: 'The performance score',
    unit: 'points',
    up: {
      title: 'Pages perform better',
      impact: 'positive',
      recommendations: ['See which vital improved, and bring the others to where it is.'],
    },
    down: {
      title: 'Pages perform worse',
      impact: 'negative',
      recommendations: [
        'See which vital fell: a late largest paint asks for smaller images, blocking time for less script, shifts for reserved space.',
      ],
    },
    looks: [seeTrend('performance_score'), seeSlowestPages],
  },
];
