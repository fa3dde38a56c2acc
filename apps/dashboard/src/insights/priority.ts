import { InsightImpact, InsightPriority } from '@trailmark/contracts';

/** A figure that changed by half, or from zero, changed a lot. */
const A_LOT_PERCENT = 50;

const PRIORITIES: Record<InsightImpact, [little: InsightPriority, aLot: InsightPriority]> = {
  negative: ['medium', 'high'],
  positive: ['low', 'medium'],
  neutral: ['low', 'low'],
};

/** Harm comes first, and much before little. */
export const priorityOf = (
  impact: InsightImpact,
  changePercentage: number | null,
): InsightPriority => {
  const [little, aLot] = PRIORITIES[impact];
  const isALot = changePercentage === null || Math.abs(changePercentage) >= A_LOT_PERCENT;
  return isALot ? aLot : little;
};
