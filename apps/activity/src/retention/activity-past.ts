import { Injectable } from '@nestjs/common';
import { Database, Sql, UserPast } from '@trailmark/platform';
import { monthOf } from '../chain/month.js';
import { withRemoved } from '../chain/removed-links.js';
import { RemovedLinksRepository } from '../chain/removed-links.repository.js';
import { PastActivitiesRepository, PastActivity } from './past-activities.repository.js';

const monthsOf = (activities: PastActivity[]): string[] => [
  ...new Set(activities.map(({ timestamp }) => monthOf(timestamp))),
];

/**
 * Deletes a user's early activities; of their links as much stays as it takes to follow the chains. Then
 * goes what was counted of them.
 */
@Injectable()
export class ActivityPast implements UserPast {
  constructor(
    private readonly database: Database,
    private readonly past: PastActivitiesRepository,
    private readonly removed: RemovedLinksRepository,
  ) {}

  exists(sql: Sql, userId: string, day: string): Promise<boolean> {
    return this.past.exists(sql, userId, day);
  }

  async deleteSome(userId: string, day: string, limit: number): Promise<number> {
    const activities = await this.database.transaction((sql) =>
      this.deleteActivities(sql, userId, day, limit),
    );
    if (activities > 0) return activities;
    return this.database.transaction((sql) => this.past.deleteDays(sql, userId, day, limit));
  }

  /** Looks once more when it holds the chains: who was before may have deleted them. */
  private async deleteActivities(
    sql: Sql,
    userId: string,
    day: string,
    limit: number,
  ): Promise<number> {
    const months = monthsOf(await this.past.first(sql, userId, day, limit));
    if (months.length === 0) return 0;
    await this.past.lockChains(
      sql,
      months.map((month) => ({ userId, month })),
    );
    const found = await this.past.first(sql, userId, day, limit);
    const activities = found.filter(({ timestamp }) => months.includes(monthOf(timestamp)));
    if (activities.length === 0) return found.length;
    for (const month of monthsOf(activities)) {
      const own = activities.filter(({ timestamp }) => monthOf(timestamp) === month);
      const known = await this.removed.of(sql, { userId, month });
      await this.removed.replace(sql, { userId, month }, withRemoved(known, own));
    }
    await this.past.delete(sql, activities);
    return activities.length;
  }
}
