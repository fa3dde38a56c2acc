import { Injectable } from '@nestjs/common';
import { ErasureStep } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { DerivedGuard } from '../derived/derived-guard.repository.js';
import { isFeatureUse } from '../derived/feature.js';
import { RawEventsRepository } from '../rebuild/raw-events.repository.js';
import { UserDay, UserDaysRepository } from './user-days.repository.js';

/** A user's days go with the features that nobody else used on them. */
@Injectable()
export class EventDaysStep implements ErasureStep {
  constructor(
    private readonly days: UserDaysRepository,
    private readonly events: RawEventsRepository,
    private readonly guard: DerivedGuard,
  ) {}

  /** Some rows of the oldest day. */
  async erase(sql: Sql, subjects: string[], limit: number): Promise<number> {
    const rows = await this.days.oldest(sql, subjects, limit);
    await this.dropUnused(
      sql,
      rows.filter(({ type, name }) => isFeatureUse(type, name)),
    );
    return this.days.remove(sql, rows);
  }

  /** Looks without holding anybody up; only for what seems unused again while nothing is stored. */
  private async dropUnused(sql: Sql, uses: UserDay[]): Promise<void> {
    const keptSince = await this.events.keptSince(sql);
    const counted = uses.filter(({ day }) => !keptSince || day >= dayOf(keptSince));
    const seeming = await this.days.unused(sql, counted);
    if (seeming.length === 0) return;
    await this.guard.take(sql);
    await this.days.removeFeatures(sql, await this.days.unused(sql, seeming));
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
