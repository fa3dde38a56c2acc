import { Injectable } from '@nestjs/common';
import { MAX_DETAIL_DAYS, UsageDay, UsageDays, UsageFigures } from '@trailmark/contracts';
import { addDays } from '@trailmark/measures';
import { ErasedUsers } from '@trailmark/ingest';
import { Database } from '@trailmark/platform';
import { EventsClient } from '../events/events.client.js';
import { withDerivation } from '../usage/merge.js';
import { UsageRow } from '../usage/usage-row.js';
import { UsageRepository } from '../usage/usage.repository.js';

/** Questions asked at once: more of them would only wait for one another. */
const AT_ONCE = 8;

/** Brings rows in line with what the events say. */
@Injectable()
export class DerivationService {
  constructor(
    private readonly events: EventsClient,
    private readonly database: Database,
    private readonly usage: UsageRepository,
    private readonly erased: ErasedUsers,
  ) {}

  /**
   * Asks for the days whose figures are not those of the stored rows, newest first, and stores them.
   * It gives up when an answer stays away or the time is over; another read goes on from there.
   * @param until when to ask no more, in epoch milliseconds.
   */
  async refresh(
    userId: string,
    figures: UsageFigures[],
    stored: UsageRow[],
    until = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    const known = new Map(stored.map((row) => [row.date, row.derivation?.day ?? null]));
    const stale = figures.filter((day) => !isSame(day, known.get(day.date) ?? null));
    const spans = spansOf(stale.map(({ date }) => date)).reverse();
    while (spans.length > 0 && Date.now() < until) {
      const answers = await Promise.all(
        spans
          .splice(0, AT_ONCE)
          .map((span) =>
            this.events.usageDays({ user_id: userId, ...span, details_from: span.from }),
          ),
      );
      for (const answer of answers) if (answer) await this.store(userId, answer);
      if (answers.includes(null)) return;
    }
  }

  private async store(userId: string, { as_of, days }: UsageDays): Promise<void> {
    const at = new Date(as_of);
    const byDate = new Map(days.map((day) => [day.date, day]));
    const keys = days.map(({ date }) => ({ userId, date }));
    await this.database.transaction(async (sql) => {
      const erased = await this.erased.among(sql, [userId]);
      if (erased.size > 0) return;
      await this.usage.change(sql, keys, (row) => {
        const day = byDate.get(row.date);
        return day ? withDerivation(row, { at, day }) : row;
      });
    });
  }
}

/** Events are only ever added, so equal figures mean equal details, too. */
const isSame = (figures: UsageFigures, stored: UsageDay | null): boolean =>
  stored !== null &&
  (Object.keys(figures) as (keyof UsageFigures)[]).every((name) =>
    name === 'retention_data'
      ? sameFields(figures.retention_data, stored.retention_data)
      : figures[name] === stored[name],
  );

const sameFields = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(a) as (keyof T)[]).every((name) => a[name] === b[name]);

/** Spans of at most MAX_DETAIL_DAYS days that cover the days; `days` sorted, oldest first. */
const spansOf = (days: string[]): { from: string; to: string }[] => {
  const spans: { from: string; to: string }[] = [];
  for (const day of days) {
    const span = spans.at(-1);
    if (span && day < addDays(span.from, MAX_DETAIL_DAYS)) span.to = day;
    else spans.push({ from: day, to: day });
  }
  return spans;
};
