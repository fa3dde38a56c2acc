import { Injectable } from '@nestjs/common';
import { PERFORMANCE_STREAM, RecordPerformanceDto } from '@trailmark/contracts';
import { FactKind } from '../ingest/fact-kind.js';

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
}
