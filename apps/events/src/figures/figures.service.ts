import { Injectable } from '@nestjs/common';
import { Figure, UserPeriodDto } from '@trailmark/contracts';
import {
  bucketsOf,
  Interval,
  MAX_SERIES_DAYS,
  previousOf,
  resolvePeriod,
  TimeZone,
} from '@trailmark/measures';
import { Database, namingFields, Sql } from '@trailmark/platform';
import { CountsRepository } from '../counts/counts.repository.js';
import { inBuckets } from '../counts/in-buckets.js';
import { Material, METRICS } from './metrics.js';

/** What happened in an interval, whole and bucket by bucket. */
interface Told {
  whole: Material;
  buckets: { key: string; material: Material }[];
}

@Injectable()
export class FiguresService {
  constructor(
    private readonly database: Database,
    private readonly counts: CountsRepository,
  ) {}

  /**
   * A user's figures of a period beside those of the equally long one before.
   * @throws ValidationFailedError naming what of the period cannot be used.
   */
  async find(query: UserPeriodDto): Promise<Figure[]> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    const [current, previous] = await this.database.snapshot(async (sql) => [
      await this.material(sql, query.user_id, period),
      await this.material(sql, query.user_id, previousOf(period)),
    ]);
    return figuresOf(
      told(current, period, period.timezone),
      told(previous, previousOf(period), period.timezone),
    );
  }

  private async material(sql: Sql, userId: string, interval: Interval): Promise<Material> {
    return {
      counts: await this.counts.events(sql, userId, interval),
      sessions: await this.counts.sessions(sql, userId, interval),
    };
  }
}

const told = (whole: Material, interval: Interval, zone: TimeZone): Told => {
  const buckets = bucketsOf(interval, zone);
  const counts = inBuckets(buckets, whole.counts);
  const sessions = inBuckets(buckets, whole.sessions);
  return {
    whole,
    buckets: buckets.map(({ key }, index) => ({
      key,
      material: { counts: counts[index] ?? [], sessions: sessions[index] ?? [] },
    })),
  };
};

const figuresOf = (current: Told, previous: Told): Figure[] =>
  METRICS.map((metric) => {
    const series = ({ buckets }: Told) =>
      buckets.map(({ key, material }) => ({ date: key, value: metric.sampleOf(material).value }));
    return {
      metric: metric.metric,
      kind: metric.kind,
      current: metric.sampleOf(current.whole),
      previous: metric.sampleOf(previous.whole),
      current_series: series(current),
      previous_series: series(previous),
    };
  });
