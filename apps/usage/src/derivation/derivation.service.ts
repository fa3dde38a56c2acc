import { Injectable, Logger } from '@nestjs/common';
import { MAX_DETAIL_DAYS, UsageDay, UsageDays, UsageFigures } from '@trailmark/contracts';
import { addDays } from '@trailmark/measures';
import { Database, hasCode, RpcClient } from '@trailmark/platform';
import { withDerivation } from '../usage/merge.js';
import { UsageRow } from '../usage/usage-row.js';
import { UsageRepository } from '../usage/usage.repository.js';

/** A reader waits no longer than this for the events, and then gets what is stored. */
const DEADLINE_MS = 700;

/** Brings rows in line with what the events say. */
@Injectable()
export class DerivationService {
  private readonly logger = new Logger(DerivationService.name);

  constructor(
    private readonly rpc: RpcClient,
    private readonly database: Database,
    private readonly usage: UsageRepository,
  ) {}

  /** What the events of the days add up to, or null when the events service does not answer. */
  async figures(userId: string, from: string, to: string): Promise<UsageFigures[] | null> {
    const answer = await this.ask(userId, from, to, false);
    return answer?.days ?? null;
  }

  /** Asks for the days whose figures are not those of the stored rows, and stores them. */
  async refresh(userId: string, figures: UsageFigures[], stored: UsageRow[]): Promise<void> {
    const known = new Map(stored.map((row) => [row.date, row.derivation?.day ?? null]));
    const stale = figures.filter((day) => !isSame(day, known.get(day.date) ?? null));
    const spans = spansOf(stale.map(({ date }) => date));
    const answers = await Promise.all(
      spans.map(({ from, to }) => this.ask(userId, from, to, true)),
    );
    for (const answer of answers) if (answer) await this.store(userId, answer);
  }

  private async store(userId: string, { as_of, days }: UsageDays): Promise<void> {
    const at = new Date(as_of);
    const byDate = new Map(days.map((day) => [day.date, day]));
    const keys = days.map(({ date }) => ({ userId, date }));
    await this.database.transaction((sql) =>
      this.usage.change(sql, keys, (row) => {
        const day = byDate.get(row.date);
        return day ? withDerivation(row, { at, day }) : row;
      }),
    );
  }

  private async ask(
    userId: string,
    from: string,
    to: string,
    details: boolean,
  ): Promise<UsageDays | null> {
    try {
      const question = { user_id: userId, from, to, details };
      return await this.rpc.call('events.usage.days', question, DEADLINE_MS);
    } catch (error) {
      if (!hasCode(error, 'UNAVAILABLE')) throw error;
      this.logger.debug({ err: error }, 'usage was not derived: the events do not answer');
      return null;
    }
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
