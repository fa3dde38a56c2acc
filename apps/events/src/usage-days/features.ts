import { UsageDetails } from '@trailmark/contracts';
import { FeatureCount } from './usage-days.repository.js';

/** Features of a day that are told, the most used. */
export const MAX_DERIVED_FEATURES = 50;

/** Uses in a day at which half of the proficiency is reached. */
const HALF_PROFICIENCY = 5;

/** 0 to 1 to two decimals, 1 − 2^(−uses / 5): more always counts, but ever less. */
export const proficiencyOf = (uses: number): number =>
  Math.round((1 - 2 ** (-uses / HALF_PROFICIENCY)) * 100) / 100;

/** One day's features as the API tells them; `total_time_spent` in whole seconds. */
export const featuresOf = (counts: FeatureCount[]): UsageDetails['features_used'] =>
  counts.slice(0, MAX_DERIVED_FEATURES).map(({ name, category, count, timeSpentMs, lastAt }) => ({
    feature_name: name,
    category,
    usage_count: count,
    total_time_spent: Math.round(timeSpentMs / 1000),
    last_used: lastAt.toISOString(),
    proficiency_score: proficiencyOf(count),
  }));
