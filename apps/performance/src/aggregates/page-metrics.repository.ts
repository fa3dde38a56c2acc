import { Injectable } from '@nestjs/common';
import { DAY_MS, Day } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { MetricEntity } from '../metrics/metric.entity.js';
import { VITAL_PROPERTIES, VITALS } from './vitals.js';

/** Users whose measurements are in memory at a time. */
const USERS = 200;

const COUNTED = ['timestamp', 'id', ...VITALS.map((vital) => VITAL_PROPERTIES[vital])].map(
  (property) => `metric.${property}`,
);

/** Everybody's measurements of a page, found by who measured it. */
@Injectable()
export class PageMetricsRepository {
  async *onPage(sql: Sql, page: string, day: Day): AsyncGenerator<MetricEntity> {
    let users = await this.users(sql, page, day, '');
    for (; users.length > 0; users = await this.users(sql, page, day, users.at(-1) ?? '')) {
      yield* await this.ofUsers(sql, users, page, day);
    }
  }

  private async users(sql: Sql, page: string, day: Day, after: string): Promise<string[]> {
    const rows: { userId: string }[] = await sql.query(
      `SELECT user_id AS userId FROM performance_page_users
        WHERE page = ? AND day = ? AND user_id > ? ORDER BY user_id LIMIT ?`,
      [page, day, after, USERS],
    );
    return rows.map(({ userId }) => userId);
  }

  private ofUsers(sql: Sql, users: string[], page: string, day: Day): Promise<MetricEntity[]> {
    const from = new Date(`${day}T00:00:00.000Z`);
    return sql
      .createQueryBuilder(MetricEntity, 'metric')
      .useIndex('idx_user_timestamp')
      .select(COUNTED)
      .where('metric.userId IN (:...users)', { users })
      .andWhere('metric.timestamp >= :from AND metric.timestamp < :to', {
        from,
        to: new Date(from.getTime() + DAY_MS),
      })
      .andWhere('metric.page = :page', { page })
      .getMany();
  }
}
