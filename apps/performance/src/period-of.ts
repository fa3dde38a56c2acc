import { PeriodBounds, TimePeriod } from '@trailmark/contracts';
import { Period, resolvePeriod } from '@trailmark/measures';
import { namingFields } from '@trailmark/platform';

/** The period a query asks about. @throws ValidationFailedError naming the field that is wrong. */
export const periodOf = (query: PeriodBounds & { time_period: TimePeriod }, now: Date): Period =>
  namingFields(() =>
    resolvePeriod(
      {
        timePeriod: query.time_period,
        startDate: query.start_date ?? null,
        endDate: query.end_date ?? null,
        timezone: query.timezone ?? null,
      },
      now,
    ),
  );
