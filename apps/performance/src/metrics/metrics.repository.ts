import { Injectable } from '@nestjs/common';
import { Interval } from '@trailmark/measures';
import { countUpTo, readSlice, sendAlong, Slice, Sql, uuidToBytes } from '@trailmark/platform';
import { SelectQueryBuilder } from 'typeorm';
import { Measurement } from './measurement.js';
import { MetricEntity } from './metric.entity.js';

const json = (value: object | null): string | null => value && JSON.stringify(value);

const toRow = (metric: MetricEntity): unknown[] => [
  uuidToBytes(metric.id),
  metric.userId,
  metric.sessionId,
  metric.timestamp,
  metric.page,
  metric.pageLoadTime,
  metric.timeToFirstByte,
  metric.firstContentfulPaint,
  metric.largestContentfulPaint,
  metric.cumulativeLayoutShift,
  metric.firstInputDelay,
  metric.totalBlockingTime,
  metric.interactionToNextPaint,
  metric.performanceScore,
  json(metric.memoryUsage),
  json(metric.networkInfo),
  json(metric.deviceInfo),
  json(metric.customMetrics),
  metric.requestId,
  metric.createdAt,
];

/** A named row: its id, and its time, which says in which partition it is. */
export interface MetricKey {
  id: string;
  timestamp: Date;
}

@Injectable()
export class MetricsRepository {
  /** Multi-row insert; fails as a whole when any row does. */
  async insert(sql: Sql, metrics: MetricEntity[]): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO performance_metrics
         (id, user_id, session_id, timestamp, page, page_load_time, time_to_first_byte,
          first_contentful_paint, largest_contentful_paint, cumulative_layout_shift,
          first_input_delay, total_blocking_time, interaction_to_next_paint, performance_score,
          memory_usage, network_info, device_info, custom_metrics, request_id,
          created_at)
       VALUES ?`,
      [metrics.map(toRow)],
    );
  }

  /** A user's measurements within the interval, newest first. */
  find(sql: Sql, userId: string, interval: Interval, slice: Slice): Promise<MetricEntity[]> {
    return readSlice(ofUser(sql, userId, interval), slice);
  }

  /** How many there are, counted no further than `limit`. */
  count(sql: Sql, userId: string, interval: Interval, limit: number): Promise<number> {
    return countUpTo(sql, ofUser(sql, userId, interval), limit);
  }

  /** What is counted of a user's measurements within any of the intervals; plain rows, for they are many. */
  async measured(sql: Sql, userId: string, intervals: readonly Interval[]): Promise<Measurement[]> {
    if (intervals.length === 0) return [];
    const within = intervals.map(() => 'timestamp >= ? AND timestamp < ?').join(' OR ');
    return sql.query(
      `SELECT ${MEASUREMENT} FROM performance_metrics USE INDEX (idx_user_timestamp)
        WHERE user_id = ? AND (${within})`,
      [userId, ...intervals.flatMap(({ from, to }) => [from, to])],
    );
  }

  /** Those of the rows that are still there. */
  async findByKeys(sql: Sql, keys: MetricKey[]): Promise<MetricEntity[]> {
    const { ids, earliest, latest } = rangeOf(keys);
    return sql
      .createQueryBuilder(MetricEntity, 'metric')
      .select(COUNTED)
      .where('metric.id IN (:...ids)', { ids })
      .andWhere('metric.timestamp BETWEEN :earliest AND :latest', { earliest, latest })
      .getMany();
  }

  /** Gives each row its page. */
  async setPages(sql: Sql, metrics: MetricEntity[]): Promise<void> {
    if (metrics.length === 0) return;
    const { ids, earliest, latest } = rangeOf(metrics);
    await sendAlong(
      sql,
      `UPDATE performance_metrics SET page = CASE id ${'WHEN ? THEN ? '.repeat(metrics.length)} END
        WHERE id IN (?) AND timestamp BETWEEN ? AND ?`,
      [...metrics.flatMap(({ id, page }) => [uuidToBytes(id), page]), ids, earliest, latest],
    );
  }
}

/** Columns of decimals, which the driver reads as text: as doubles they come as numbers. */
const COUNTED_DECIMALS = {
  pageLoadTime: 'page_load_time',
  timeToFirstByte: 'time_to_first_byte',
  firstContentfulPaint: 'first_contentful_paint',
  largestContentfulPaint: 'largest_contentful_paint',
  cumulativeLayoutShift: 'cumulative_layout_shift',
  firstInputDelay: 'first_input_delay',
  totalBlockingTime: 'total_blocking_time',
  interactionToNextPaint: 'interaction_to_next_paint',
  performanceScore: 'performance_score',
} as const satisfies Record<Exclude<keyof Measurement, 'timestamp' | 'page'>, string>;

/** The columns of a {@link Measurement}. */
const MEASUREMENT = [
  'timestamp',
  'page',
  ...Object.entries(COUNTED_DECIMALS).map(
    ([property, column]) => `CAST(${column} AS DOUBLE) AS ${property}`,
  ),
].join(', ');

const COUNTED = ['userId', 'id', 'timestamp', 'page', ...Object.keys(COUNTED_DECIMALS)].map(
  (property) => `metric.${property}`,
);

const rangeOf = (keys: MetricKey[]) => {
  const times = keys.map(({ timestamp }) => timestamp.getTime());
  return {
    ids: keys.map(({ id }) => uuidToBytes(id)),
    earliest: new Date(Math.min(...times)),
    latest: new Date(Math.max(...times)),
  };
};

/** The index is named: of a short time a planner may prefer to read everybody's rows. */
const ofUser = (
  sql: Sql,
  userId: string,
  { from, to }: Interval,
): SelectQueryBuilder<MetricEntity> =>
  sql
    .createQueryBuilder(MetricEntity, 'metric')
    .useIndex('idx_user_timestamp')
    .where('metric.userId = :userId', { userId })
    .andWhere('metric.timestamp >= :from AND metric.timestamp < :to', { from, to });
