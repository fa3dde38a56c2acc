import { Injectable } from '@nestjs/common';
import { DropReason, endOf, RecordUsageDto } from '@trailmark/contracts';
import { ageReason, FactDescription, FactStore, ReceivedFact } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { UsageConfig } from '../config.js';
import { isLater, withSubmission } from './merge.js';
import { SubmittedFeature, SubmittedFeaturesRepository } from './submitted-features.repository.js';
import { Submission, submittedValues, UsageKey } from './usage-row.js';
import { usedOf } from './used-features.js';
import { UsageRepository } from './usage.repository.js';

type Submitted = UsageKey & { submission: Submission };

/** What is kept of submitted usage, and how. */
@Injectable()
export class UsageStore implements FactStore<RecordUsageDto> {
  constructor(
    private readonly config: UsageConfig,
    private readonly usage: UsageRepository,
    private readonly features: SubmittedFeaturesRepository,
  ) {}

  dropReason({ body }: ReceivedFact<RecordUsageDto>): DropReason | null {
    return ageReason(endOf(body.date), this.config.retentionDays);
  }

  /** Of submissions for one day the latest counts, in whatever order they are delivered. */
  async insert(sql: Sql, facts: ReceivedFact<RecordUsageDto>[]): Promise<void> {
    const latest = latestByKey(facts.map(toSubmitted));
    const applied: Submitted[] = [];
    await this.usage.change(sql, [...latest.values()], (row) => {
      const submitted = latest.get(slotOf(row));
      if (!submitted) return row;
      const next = withSubmission(row, submitted.submission);
      if (next !== row) applied.push(submitted);
      return next;
    });
    await this.features.add(sql, applied.flatMap(featuresOf));
  }

  describe({ body, received_at }: ReceivedFact<RecordUsageDto>): FactDescription {
    return { name: body.date, session_id: null, timestamp: received_at };
  }
}

const slotOf = ({ userId, date }: UsageKey): string => JSON.stringify([userId, date]);

const toSubmitted = ({ id, received_at, body }: ReceivedFact<RecordUsageDto>): Submitted => ({
  userId: body.user_id,
  date: body.date,
  submission: { id, at: new Date(received_at), values: submittedValues(body) },
});

const featuresOf = ({ date, submission }: Submitted): SubmittedFeature[] =>
  usedOf(submission.values.features_used).map(({ feature_name: name }) => ({ date, name }));

const latestByKey = (submitted: Submitted[]): Map<string, Submitted> => {
  const latest = new Map<string, Submitted>();
  for (const one of submitted) {
    const known = latest.get(slotOf(one));
    if (!known || isLater(one.submission, known.submission)) latest.set(slotOf(one), one);
  }
  return latest;
};
