import { Injectable } from '@nestjs/common';
import { DropReason, RecordActivityDto, utcText } from '@trailmark/contracts';
import { ageReason, FactDescription, FactStore, occurredAt, ReceivedFact } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { chainKeys, chained } from '../chain/chaining.js';
import { ChainsRepository } from '../chain/chains.repository.js';
import { ActivityConfig } from '../config.js';
import { daysOf, tagDaysOf } from '../summary/day-counts.js';
import { DaysRepository } from '../summary/days.repository.js';
import { ActivitiesRepository } from './activities.repository.js';
import { toActivity } from './activity.mapper.js';

/** What is kept of recorded activities: the log, its chains, and the counts of each day. */
@Injectable()
export class ActivityStore implements FactStore<RecordActivityDto> {
  constructor(
    private readonly config: ActivityConfig,
    private readonly activities: ActivitiesRepository,
    private readonly chains: ChainsRepository,
    private readonly days: DaysRepository,
  ) {}

  dropReason(fact: ReceivedFact<RecordActivityDto>): DropReason | null {
    return ageReason(occurredAt(fact), this.config.retentionDays);
  }

  async insert(sql: Sql, facts: ReceivedFact<RecordActivityDto>[]): Promise<void> {
    const activities = facts.map(toActivity);
    const heads = await this.chains.lock(sql, chainKeys(activities));
    const { rows, tips } = chained(activities, heads);
    await this.activities.insert(sql, rows);
    await this.chains.save(sql, tips);
    await this.days.add(sql, daysOf(activities));
    await this.days.addTags(sql, tagDaysOf(activities));
  }

  describe(fact: ReceivedFact<RecordActivityDto>): FactDescription {
    const { activity_type, session_id } = fact.body;
    return { name: activity_type, session_id, timestamp: utcText(occurredAt(fact)) };
  }
}
