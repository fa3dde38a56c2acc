import { Figure, TrendView } from '@trailmark/contracts';
import { trendOf } from '@trailmark/measures';

/** A figure as clients see it. */
export const toTrendView = ({ metric, current, previous, current_series }: Figure): TrendView => {
  const { changePercentage, trend } = trendOf(current.value, previous.value);
  return {
    metric,
    current_value: current.value,
    previous_value: previous.value,
    change_percentage: changePercentage,
    trend,
    time_series: current_series,
  };
};
