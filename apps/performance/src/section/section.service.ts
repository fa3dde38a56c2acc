import { Injectable } from '@nestjs/common';
import { PerformanceOverview, Section, UserPeriodDto } from '@trailmark/contracts';
import {
  Bucket,
  bucketsOf,
  ComparedBuckets,
  comparedBucketsOf,
  contains,
  MAX_SERIES_DAYS,
  Period,
  previousOf,
  resolvePeriod,
} from '@trailmark/measures';
import { Database, namingFields, Sql } from '@trailmark/platform';
import { Attributor } from '../attribution/attributor.js';
import { figuresOf } from '../figures/figures-of.js';
import { cutSlotsOf, MomentsReader } from '../figures/moments-reader.js';
import { MetricsRepository } from '../metrics/metrics.repository.js';
import { overviewOf } from '../overview/overview-of.js';
import { OverviewReader } from '../overview/overview-reader.js';
import { spanOf } from '../overview/overview-span.js';

/** How a section's time is divided: the figures' buckets, and the days of the period. */
interface Division {
  compared: ComparedBuckets;
  days: readonly Bucket[];
}

@Injectable()
export class SectionService {
  constructor(
    private readonly database: Database,
    private readonly attributor: Attributor,
    private readonly metrics: MetricsRepository,
    private readonly moments: MomentsReader,
    private readonly overviews: OverviewReader,
  ) {}

  /** The overview and the figures of a period, from the same rows, each read once. */
  async find(query: UserPeriodDto): Promise<Section<PerformanceOverview>> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    const compared = comparedBucketsOf(period, period.timezone);
    const division = { compared, days: bucketsOf(period, period.timezone, 'day') };
    await this.attributor.attributeUser(query.user_id);
    return this.database.snapshot((sql) => this.read(sql, query.user_id, period, division));
  }

  private async read(
    sql: Sql,
    userId: string,
    period: Period,
    { compared, days }: Division,
  ): Promise<Section<PerformanceOverview>> {
    const before = previousOf(period);
    // The parts of days at the period's ends hold its parts of slots.
    const parts = [...cutSlotsOf(before), ...spanOf(period).edges];
    const measured = this.metrics.measured(sql, userId, parts);
    const ofPeriod = async () =>
      (await measured).filter(({ timestamp }) => contains(period, timestamp));
    const buckets = [...compared.previous, ...finer(compared.current, days)];
    const [moments, material] = await Promise.all([
      this.moments.read(sql, userId, [before, period], buckets, measured),
      this.overviews.read(sql, userId, period, ofPeriod()),
    ]);
    return {
      overview: overviewOf(material, moments.by(days)),
      figures: figuresOf(moments, compared),
    };
  }
}

/** Hours lie in days, and days in weeks: the more there are, the finer. */
const finer = (some: readonly Bucket[], others: readonly Bucket[]): readonly Bucket[] =>
  some.length > others.length ? some : others;
