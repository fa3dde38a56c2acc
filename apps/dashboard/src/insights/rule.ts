import { InsightImpact, InsightType, TrendMetric } from '@trailmark/contracts';
import { Look } from './actions.js';
import { Unit } from './units.js';

/** What a change one way means. */
export interface Meaning {
  title: string;
  impact: InsightImpact;
  /** What to do about this very cause; nothing is recommended that the change does not suggest. */
  recommendations: readonly string[];
}

/** One figure that is watched. */
export interface Rule {
  metric: TrendMetric;
  type: InsightType;
  /** How a sentence about it begins. */
  subject: string;
  unit: Unit;
  up: Meaning;
  down: Meaning;
  /** Where to look further. */
  looks: readonly Look[];
}
