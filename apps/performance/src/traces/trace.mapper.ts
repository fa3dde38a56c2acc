import { JourneyEvent } from '@trailmark/contracts';
import { MetricEntity } from '../metrics/metric.entity.js';

const vitalsOf = (metric: MetricEntity): Record<string, number | null> => ({
  time_to_first_byte: metric.timeToFirstByte,
  first_contentful_paint: metric.firstContentfulPaint,
  largest_contentful_paint: metric.largestContentfulPaint,
  cumulative_layout_shift: metric.cumulativeLayoutShift,
  first_input_delay: metric.firstInputDelay,
  total_blocking_time: metric.totalBlockingTime,
  interaction_to_next_paint: metric.interactionToNextPaint,
});

/** A measurement as the view of its request shows it: the vitals that were not measured are left out. */
export const toJourneyEvent = (metric: MetricEntity): JourneyEvent => ({
  timestamp: metric.timestamp.toISOString(),
  event: 'page_load',
  properties: {
    page: metric.page,
    page_load_time: metric.pageLoadTime,
    ...Object.fromEntries(Object.entries(vitalsOf(metric)).filter(([, value]) => value !== null)),
    performance_score: metric.performanceScore,
    request_id: metric.requestId,
  },
});
