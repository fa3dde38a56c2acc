import { SystemHealth } from '@trailmark/contracts';

/** Shares of all activities. */
const CRITICAL_ERRORS = 0.1;
const DEGRADED_ERRORS = 0.01;
const DEGRADED_WARNINGS = 0.1;

interface SeverityCounts {
  total: number;
  critical: number;
  errors: number;
  warnings: number;
}

const statusOf = ({
  total,
  critical,
  errors,
  warnings,
}: SeverityCounts): SystemHealth['status'] => {
  if (total === 0) return 'healthy';
  if (critical > 0 || errors / total >= CRITICAL_ERRORS) return 'critical';
  const degraded = errors / total >= DEGRADED_ERRORS || warnings / total >= DEGRADED_WARNINGS;
  return degraded ? 'degraded' : 'healthy';
};

/** One critical activity, or a tenth of errors, is critical; 1 % errors or 10 % warnings degraded. */
export const healthOf = (counts: SeverityCounts): SystemHealth => ({
  status: statusOf(counts),
  critical_count: counts.critical,
  error_count: counts.errors,
  warning_count: counts.warnings,
});
