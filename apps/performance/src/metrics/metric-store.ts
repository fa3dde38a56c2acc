import { Injectable } from '@nestjs/common';
import { DropReason, RecordPerformanceDto, utcText } from '@trailmark/contracts';
import { ageReason, FactDescription, FactStore, occurredAt, ReceivedFact } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { PageAggregates } from '../aggregates/page-aggregates.js';
import { UserAggregates } from '../aggregates/user-aggregates.js';
import { PageLookupsRepository } from '../attribution/page-lookups.repository.js';
import { PerformanceConfig } from '../config.js';
import { toEntity } from './metric.mapper.js';
import { MetricsRepository } from './metrics.repository.js';

/** Name of a measurement whose page is not known. */
const PAGE_LOAD = 'page_load';

/** What is kept of measurements, and what is counted from them in the same transaction. */
@Injectable()
export class MetricStore implements FactStore<RecordPerformanceDto> {
  constructor(
    private readonly config: PerformanceConfig,
    private readonly metrics: MetricsRepository,
    private readonly lookups: PageLookupsRepository,
    private readonly users: UserAggregates,
    private readonly pages: PageAggregates,
  ) {}

  dropReason(fact: ReceivedFact<RecordPerformanceDto>): DropReason | null {
    return ageReason(occurredAt(fact), this.config.retentionDays);
  }

  async insert(sql: Sql, facts: ReceivedFact<RecordPerformanceDto>[]): Promise<void> {
    const metrics = facts.map(toEntity);
    await this.metrics.insert(sql, metrics);
    await this.lookups.insert(
      sql,
      metrics.filter(({ page }) => page === null),
    );
    await this.users.add(sql, metrics);
    await this.pages.add(sql, metrics);
  }

  describe(fact: ReceivedFact<RecordPerformanceDto>): FactDescription {
    const { page, session_id } = fact.body;
    return { name: page ?? PAGE_LOAD, session_id, timestamp: utcText(occurredAt(fact)) };
  }
}
