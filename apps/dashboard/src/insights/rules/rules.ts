import { Rule } from '../rule.js';
import { ACTIVITY_RULES } from './activity.rules.js';
import { ENGAGEMENT_RULES } from './engagement.rules.js';
import { ERROR_RULES } from './errors.rules.js';
import { PERFORMANCE_RULES } from './performance.rules.js';
import { USAGE_RULES } from './usage.rules.js';

/** All that are judged together, whoever answers: the same data give the same insights. */
export const RULES: readonly Rule[] = [
  ...ERROR_RULES,
  ...PERFORMANCE_RULES,
  ...USAGE_RULES,
  ...ENGAGEMENT_RULES,
  ...ACTIVITY_RULES,
];
