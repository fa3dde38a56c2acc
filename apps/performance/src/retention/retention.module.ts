import { UserRetentionModule } from '@trailmark/platform';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ErasedMetricsRepository } from '../privacy/erased-metrics.repository.js';
import { PageDaysRepository } from '../privacy/page-days.repository.js';
import { PageSubtraction } from '../privacy/page-subtraction.js';
import { MetricPast } from './metric-past.js';
import { PastMetricsRepository } from './past-metrics.repository.js';

/** Keeps less of the users who want it so. */
export const RetentionModule = UserRetentionModule.for({
  past: MetricPast,
  imports: [MetricsModule],
  providers: [PastMetricsRepository, PageSubtraction, PageDaysRepository, ErasedMetricsRepository],
});
