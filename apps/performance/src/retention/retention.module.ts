import { UserRetentionModule } from '@trailmark/platform';
import { MetricsModule } from '../metrics/metrics.module.js';
import { MetricPast } from './metric-past.js';
import { PastMetricsRepository } from './past-metrics.repository.js';

/** Keeps less of the users who want it so. */
export const RetentionModule = UserRetentionModule.for({
  past: MetricPast,
  imports: [MetricsModule],
  providers: [PastMetricsRepository],
});
