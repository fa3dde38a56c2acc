import { Injectable } from '@nestjs/common';
import { pathOf, PERFORMANCE_STREAM, RecordPerformanceDto } from '@trailmark/contracts';
import { withoutTraces } from '@trailmark/ingest';
import { FactKind } from '../ingest/fact-kind.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { momentOf } from '../tracking/moment-of.js';
import { Traits } from '../tracking/trackable.js';

@Injectable()
export class PerformanceKind implements FactKind<RecordPerformanceDto> {
  readonly stream = PERFORMANCE_STREAM;
  readonly dto = RecordPerformanceDto;
  readonly jsonFields = ['custom_metrics'] as const;

  constructor(private readonly anonymiser: Anonymiser) {}

  keyOf({ metrics_id }: RecordPerformanceDto): string | null {
    return metrics_id ?? null;
  }

  /** A measurement says nothing of a person but its ids, and what a client adds of its own. */
  anonymise(measurement: RecordPerformanceDto): RecordPerformanceDto {
    const { custom_metrics: own } = measurement;
    return own ? { ...measurement, custom_metrics: this.anonymiser.filter(own) } : measurement;
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

  withoutTraces(measurement: RecordPerformanceDto): RecordPerformanceDto {
    const { custom_metrics: own } = measurement;
    return own ? { ...measurement, custom_metrics: withoutTraces(own) } : measurement;
  }
}
