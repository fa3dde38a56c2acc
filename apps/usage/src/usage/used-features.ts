import { FeatureUsedDto } from '@trailmark/contracts';

/** How often a feature was used. */
export type UsedFeature = Pick<FeatureUsedDto, 'feature_name' | 'usage_count'>;

/** A client may list what was not used, too. */
export const usedOf = <T extends UsedFeature>(listed: T[] | null | undefined): T[] =>
  (listed ?? []).filter(({ usage_count: count }) => count > 0);
