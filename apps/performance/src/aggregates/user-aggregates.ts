import { Injectable } from '@nestjs/common';
import { slotAt } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { MetricEntity } from '../metrics/metric.entity.js';
import { groupSorted } from './group.js';
import { SketchedDays, SketchedTable } from './sketched-days.repository.js';
import { SummedRows } from './summed-rows.repository.js';

export const USER_DAYS: SketchedTable = { name: 'performance_user_days', key: 'user_id' };

/** What is counted of each user, whatever the page. */
@Injectable()
export class UserAggregates {
  constructor(
    private readonly days: SketchedDays,
    private readonly rows: SummedRows,
  ) {}

  /** Counts measurements; once each, in the transaction that stores them. */
  async add(sql: Sql, metrics: MetricEntity[]): Promise<void> {
    await this.days.add(sql, USER_DAYS, metrics, ({ userId }) => userId);
    await this.rows.addSlots(
      sql,
      groupSorted(metrics, (metric) => [metric.userId, slotAt(metric.timestamp)]),
    );
  }
}
