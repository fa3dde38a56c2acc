import { Injectable } from '@nestjs/common';
import { endOf, RecordUsageDto, USAGE_STREAM } from '@trailmark/contracts';
import { withoutTraces } from '@trailmark/ingest';
import { FactKind } from '../ingest/fact-kind.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { Traits } from '../tracking/trackable.js';

@Injectable()
export class UsageKind implements FactKind<RecordUsageDto> {
  readonly stream = USAGE_STREAM;
  readonly dto = RecordUsageDto;
  /** The one with a part that is free: what a conversion event tells. */
  readonly jsonFields = ['conversion_data'] as const;

  constructor(private readonly anonymiser: Anonymiser) {}

  /** A day sent again replaces itself, so there is nothing to recognise it by. */
  keyOf(_usage: RecordUsageDto): null {
    return null;
  }

  /** Usage says nothing of a person but the id, and what a conversion tells. */
  anonymise(usage: RecordUsageDto): RecordUsageDto {
    const { conversion_data: data } = usage;
    return data ? { ...usage, conversion_data: this.anonymiser.filter(data) } : usage;
  }

  /** A day is over at its end, as the usage service counts its age, too. */
  traitsOf({ date }: RecordUsageDto): Traits {
    return {
      occurredAt: endOf(date),
      sampledSession: null,
      eventName: null,
      page: null,
      isPerformance: false,
      isError: false,
      isUserAction: false,
      isUsage: true,
    };
  }

  inSession(usage: RecordUsageDto): RecordUsageDto {
    return usage;
  }

  withoutTraces(usage: RecordUsageDto): RecordUsageDto {
    const { conversion_data: data } = usage;
    return data ? { ...usage, conversion_data: withoutTraces(data) } : usage;
  }
}
