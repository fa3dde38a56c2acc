import { Injectable } from '@nestjs/common';
import { ErasureStep } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { LinksRepository } from '../persons/links.repository.js';
import { PersonKeeper } from '../persons/person-keeper.js';

/** Ids go from their persons, and whoever is left in these is told anew without them. */
@Injectable()
export class DistinctIdsStep implements ErasureStep {
  constructor(
    private readonly links: LinksRepository,
    private readonly keeper: PersonKeeper,
  ) {}

  /** All at once: a user's ids are few. */
  async erase(sql: Sql, subjects: string[]): Promise<number> {
    await this.links.guard(sql);
    return this.keeper.forget(sql, subjects);
  }
}
