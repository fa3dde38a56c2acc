import { CRASHES } from './catalogue.js';
import type { DeedTemplate } from './deed.js';

/** What goes wrong on any page. */
export const MISHAPS: readonly DeedTemplate[] = [
  {
    chance: 0.015,
    name: 'javascript_error',
    type: 'error_event',
    category: 'errors',
    details: ({ random }) => ({ ...random.pick(CRASHES), handled: random.chance(0.4) }),
  },
  {
    chance: 0.02,
    name: 'slow_page',
    type: 'performance_event',
    category: 'performance',
    details: ({ random }) => ({ duration_ms: Math.round(3000 + random.exponential(2500)) }),
  },
];
