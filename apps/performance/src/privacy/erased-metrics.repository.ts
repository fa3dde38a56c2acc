import { Injectable } from '@nestjs/common';
import { Day } from '@trailmark/measures';
import { Sql, uuidToBytes } from '@trailmark/platform';
import { PageExtremes } from '../aggregates/sketches.js';
import { VITAL_PROPERTIES, VITALS } from '../aggregates/vitals.js';
import { MetricEntity } from '../metrics/metric.entity.js';

/** Measurements of users who are being erased, and what is left without them. */
@Injectable()
export class ErasedMetricsRepository {
  /** At most `limit` of the users' measurements, the oldest first. */
  oldest(sql: Sql, userIds: string[], limit: number): Promise<MetricEntity[]> {
    return sql
      .createQueryBuilder(MetricEntity, 'metric')
      .useIndex('idx_user_timestamp')
      .where('metric.userId IN (:...userIds)', { userIds })
      .orderBy('metric.timestamp')
      .limit(limit)
      .getMany();
  }

  /** @returns how many went. */
  async remove(sql: Sql, metrics: MetricEntity[]): Promise<number> {
    if (metrics.length === 0) return 0;
    const { affectedRows }: { affectedRows: number } = await sql.query(
      'DELETE FROM performance_metrics WHERE (timestamp, id) IN (?)',
      [metrics.map(({ timestamp, id }) => [timestamp, uuidToBytes(id)])],
    );
    return affectedRows;
  }

  /** The smallest and largest value of each vital on pages of one UTC day. */
  async extremes(sql: Sql, day: Day, pages: string[]): Promise<Map<string, PageExtremes>> {
    const query = sql
      .createQueryBuilder(MetricEntity, 'metric')
      .select('metric.page', 'page')
      .where('metric.timestamp >= :day AND metric.timestamp < :day + INTERVAL 1 DAY', { day })
      .andWhere('metric.page IN (:...pages)', { pages })
      .groupBy('metric.page');
    for (const vital of VITALS) {
      const value = `metric.${VITAL_PROPERTIES[vital]}`;
      query.addSelect(`MIN(${value})`, `${vital}_min`).addSelect(`MAX(${value})`, `${vital}_max`);
    }
    const rows = await query.getRawMany<{ page: string } & PageExtremes>();
    return new Map(rows.map((row) => [row.page, row]));
  }
}
