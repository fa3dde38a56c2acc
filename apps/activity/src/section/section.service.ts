import { Injectable } from '@nestjs/common';
import { ActivityOverview, Section, UserPeriodDto } from '@trailmark/contracts';
import {
  alignedTo,
  comparedBucketsOf,
  DAY_MS,
  MAX_SERIES_DAYS,
  type Period,
  resolvePeriod,
} from '@trailmark/measures';
import { Database, namingFields, Sql } from '@trailmark/platform';
import { figuresOf } from '../figures/figures-of.js';
import { typesOf } from '../summary/breakdown.js';
import { KindsRepository } from '../summary/kinds.repository.js';
import { RECENT, toRecent } from '../summary/recent.js';
import { SummaryRepository } from '../summary/summary.repository.js';

@Injectable()
export class SectionService {
  constructor(
    private readonly database: Database,
    private readonly kinds: KindsRepository,
    private readonly summaries: SummaryRepository,
  ) {}

  /** What a dashboard shows of one user's activities, and no more of a summary than that. */
  find(query: UserPeriodDto): Promise<Section<ActivityOverview>> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    return this.database.glance((sql) => this.read(sql, query.user_id, period));
  }

  private async read(sql: Sql, userId: string, period: Period): Promise<Section<ActivityOverview>> {
    const compared = comparedBucketsOf(period, period.timezone);
    const buckets = [...compared.previous, ...compared.current];
    const [counts, newest, kinds] = await Promise.all([
      this.summaries.perBucket(sql, userId, buckets),
      this.summaries.newest(sql, userId, period, RECENT),
      this.kinds.kinds(sql, userId, alignedTo(DAY_MS, period)),
    ]);
    return {
      overview: { ...typesOf(kinds), recent_activities: newest.map(toRecent) },
      figures: figuresOf(compared, counts),
    };
  }
}
