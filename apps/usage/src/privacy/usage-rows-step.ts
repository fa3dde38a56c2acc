import { Injectable } from '@nestjs/common';
import { ErasedUsers, ErasureStep } from '@trailmark/ingest';
import { Day } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { UsedDaysRepository } from './used-days.repository.js';

/** Rows of one transaction: for each, everybody's rows of its day are looked at. */
const MAX_DAYS = 20;

/** A user's days go with the submitted features that nobody else submitted for them. */
@Injectable()
export class UsageRowsStep implements ErasureStep {
  constructor(
    private readonly days: UsedDaysRepository,
    private readonly users: ErasedUsers,
  ) {}

  async erase(sql: Sql, subjects: string[], limit: number): Promise<number> {
    const days = await this.days.oldest(sql, subjects, Math.min(limit, MAX_DAYS));
    for (const { date, names } of days) await this.forgetUnused(sql, subjects, date, names);
    return this.days.remove(sql, days);
  }

  /** Looks without holding anybody up; only for what seems unused again while nothing is stored. */
  private async forgetUnused(sql: Sql, users: string[], date: Day, names: string[]): Promise<void> {
    if (names.length === 0) return;
    const seeming = await this.days.unused(sql, users, date, names);
    if (seeming.length === 0) return;
    await this.users.guard(sql);
    const unused = await this.days.unused(sql, users, date, seeming);
    await this.days.forgetFeatures(sql, date, unused);
  }
}
