import { Injectable } from '@nestjs/common';
import { RecordUsageDto, USAGE_STREAM } from '@trailmark/contracts';
import { FactKind } from '../ingest/fact-kind.js';

@Injectable()
export class UsageKind implements FactKind<RecordUsageDto> {
  readonly stream = USAGE_STREAM;
  readonly dto = RecordUsageDto;
  /** The one with a part that is free: what a conversion event tells. */
  readonly jsonFields = ['conversion_data'] as const;

  /** A day sent again replaces itself, so there is nothing to recognise it by. */
  keyOf(_usage: RecordUsageDto): null {
    return null;
  }

  /** Usage says nothing of a person but the id. */
  anonymise(usage: RecordUsageDto): RecordUsageDto {
    return usage;
  }
}
