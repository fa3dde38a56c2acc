import { Injectable } from '@nestjs/common';
import { Database, Sql, UserPast } from '@trailmark/platform';
import { PastUsageRepository } from './past-usage.repository.js';

/** A row is all there is of a user's day; the product's features tell nothing of who named them. */
@Injectable()
export class UsagePast implements UserPast {
  constructor(
    private readonly database: Database,
    private readonly past: PastUsageRepository,
  ) {}

  exists(sql: Sql, userId: string, day: string): Promise<boolean> {
    return this.past.exists(sql, userId, day);
  }

  deleteSome(userId: string, day: string, limit: number): Promise<number> {
    return this.database.transaction((sql) => this.past.deleteSome(sql, userId, day, limit));
  }
}
