import { Injectable } from '@nestjs/common';
import { pathOf, PERFORMANCE_STREAM, RecordPerformanceDto } from '@trailmark/contracts';
import { FactKind } from '../ingest/fact-kind.js';
import { momentOf } from '../tracking/moment-of.js';
import { Traits } from '../tracking/trackable.js';

@Injectable()
export class PerformanceKind implements FactKind<RecordPerformanceDto> {
  readonly stream = PERFORMANCE_STREAM;
  readonly dto = RecordPerformanceDto;
  readonly jsonFields = ['custom_metrics'] as const;

  keyOf({ metrics_id }: RecordPerformanceDto): string | null {
    return metrics_id ?? null;
  }

  /** A measurement says nothing of a person but its ids. */
  anonymise(measurement: RecordPerformanceDto): RecordPerformanceDto {
    return measurement;
  }

  traitsOf(measurement: RecordPerformanceDto): Traits {
    const { session_id, page } = measurement;
    return {
      occurredAt: momentOf(measurement),
      sampledSession: session_id,
      eventName: null,
      page: typeof page === 'string' ? pathOf(page) : null,
      isPerformance: true,
      isError: false,
      isUserAction: false,
      isUsage: false,
    };
  }

  inSession(measurement: RecordPerformanceDto, sessionId: string): RecordPerformanceDto {
    return { ...measurement, session_id: sessionId };
  }

  /** As above: it has none. */
  withoutTraces(measurement: RecordPerformanceDto): RecordPerformanceDto {
    return measurement;
  }
}
