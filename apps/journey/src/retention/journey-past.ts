import { Injectable } from '@nestjs/common';
import { Database, Sql, UserPast } from '@trailmark/platform';
import { PersonDirectory } from '../persons/person-directory.js';
import { PastJourneyRepository } from './past-journey.repository.js';

/**
 * Deletes early events of the ids that are surely the user's, and what is counted of them. Who is who
 * stays: it tells nothing of what somebody did.
 */
@Injectable()
export class JourneyPast implements UserPast {
  constructor(
    private readonly database: Database,
    private readonly persons: PersonDirectory,
    private readonly past: PastJourneyRepository,
  ) {}

  async exists(sql: Sql, userId: string, day: string): Promise<boolean> {
    return (await this.first(sql, userId, day)) !== null;
  }

  async deleteSome(userId: string, day: string, limit: number): Promise<number> {
    const id = await this.database.read((sql) => this.first(sql, userId, day));
    if (id === null) return 0;
    return this.database.transaction(async (sql) => {
      await this.past.hold(sql, id);
      const events = await this.past.deleteEvents(sql, id, day, limit);
      if (events > 0) return events;
      await this.past.recountMonths(sql, id, day);
      return this.past.deleteDays(sql, id, day, limit);
    });
  }

  private async first(sql: Sql, userId: string, day: string): Promise<string | null> {
    const user = await this.persons.resolveOwn(sql, userId);
    return this.past.firstWithPast(sql, user?.distinctIds ?? [], day);
  }
}
