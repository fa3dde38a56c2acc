import { seeEvents, seeTrend, seeUsage } from '../actions.js';
import { Rule } from '../rule.js';

export const USAGE_RULES: readonly Rule[] = [
  {
    metric: 'sessions',
    type: 'usage',
    subject: 'Sessions',
    unit: 'count',
    up: {
      title: 'More sessions',
      impact: 'positive',
      recommendations: [
        'Find what brought the user back, such as a release, a message or a deadline, and keep it up.',
      ],
    },
    down: {
      title: 'Fewer sessions',
      impact: 'negative',
      recommendations: [
        'Compare the last sessions with earlier ones: what did they end on?',
        'Reach out while the user still comes back at all.',
      ],
    },
    looks: [seeTrend('sessions'), seeUsage],
  },
  {
    metric: 'events',
    type: 'usage',
    subject: 'Events',
    unit: 'count',
    up: {
      title: 'More goes on',
      impact: 'positive',
      recommendations: [
        'See which events grew: work done is good news, the same step again and again is not.',
      ],
    },
    down: {
      title: 'Less goes on',
      impact: 'negative',
      recommendations: [
        'Check first that tracking still works: a release may have dropped events, or a setting excludes them.',
        'See which events went missing, and what they depend on.',
      ],
    },
    looks: [seeTrend('events'), seeEvents],
  },
  {
    metric: 'page_views',
    type: 'usage',
    subject: 'Page views',
    unit: 'count',
    up: {
      title: 'More pages viewed',
      impact: 'positive',
      recommendations: [
        'See whether sessions grew as well; if not, look for pages that are visited only in search of another.',
      ],
    },
    down: {
      title: 'Fewer pages viewed',
      impact: 'negative',
      recommendations: [
        'See whether sessions fell as well; if not, look for the page on which visits now end.',
      ],
    },
    looks: [seeTrend('page_views'), seeUsage],
  },
];
