import { Injectable } from '@nestjs/common';
import { ChainReport, VerifyActivitiesDto } from '@trailmark/contracts';
import { Database, Sql } from '@trailmark/platform';
import { ActivityConfig } from '../config.js';
import { Break } from './chain-check.js';
import { ChainWalker } from './chain-walker.js';
import { ChainHead } from './chaining.js';
import { ChainsRepository } from './chains.repository.js';
import { monthOf, nextMonth, oldestRetained, startOfMonth } from './month.js';
import { RemovedLinksRepository } from './removed-links.repository.js';
import { CheckedLink, decodePosition, encodePosition } from './verification-cursor.js';

/** Time one answer takes at most, beyond which the client asks for the rest. */
const BUDGET_MS = 4000;

const END_OF_TIME = new Date('9999-12-31T23:59:59.999Z');

interface Found {
  checked: number;
  removed: number;
  broken: (Break & { month: string }) | null;
  /** Where to go on; null: everything was checked. */
  next: CheckedLink | null;
}

/** Tells whether a user's activities are as they were recorded. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly database: Database,
    private readonly chains: ChainsRepository,
    private readonly removed: RemovedLinksRepository,
    private readonly config: ActivityConfig,
  ) {}

  verify({ user_id: userId, cursor }: VerifyActivitiesDto): Promise<ChainReport> {
    const after = cursor ? decodePosition(cursor) : null;
    const since = oldestRetained(new Date(), this.config.retentionDays);
    return this.database.snapshot(async (sql) => {
      const heads = await this.chains.heads(sql, userId, since);
      const found = await this.search(sql, userId, heads, since, after);
      return reportOf(found, heads.at(-1) ?? null, since);
    });
  }

  private async search(
    sql: Sql,
    userId: string,
    heads: ChainHead[],
    since: string,
    after: CheckedLink | null,
  ): Promise<Found> {
    const deadline = Date.now() + BUDGET_MS;
    const walker = new ChainWalker(sql, this.chains, this.removed, since, deadline);
    const found: Found = { checked: 0, removed: 0, broken: null, next: null };
    for (const head of heads.filter(({ month }) => !after || month >= after.month)) {
      const { month } = head;
      const walked = await walker.walk(head, month === after?.month ? after.seq : 0);
      found.checked += walked.checked;
      found.removed += walked.removed;
      if (walked.broken) return { ...found, broken: { ...walked.broken, month } };
      if (!walked.finished) return { ...found, next: { month, seq: walked.seq } };
    }
    return { ...found, broken: await this.strayRow(sql, userId, heads, since) };
  }

  /** A row in a month that has no chain at all. */
  private async strayRow(sql: Sql, userId: string, heads: ChainHead[], since: string) {
    let from = startOfMonth(since);
    for (const month of [...heads.map((head) => head.month), null]) {
      const to = month === null ? END_OF_TIME : startOfMonth(month);
      const row = await this.chains.between(sql, userId, from, to);
      if (row) {
        const reason = 'inserted' as const;
        return { row, seq: row.chainSeq, reason, month: monthOf(row.timestamp) };
      }
      from = month === null ? END_OF_TIME : startOfMonth(nextMonth(month));
    }
    return null;
  }
}

const reportOf = (
  { checked, removed, broken, next }: Found,
  head: ChainHead | null,
  since: string,
): ChainReport => ({
  intact: broken === null,
  complete: next === null,
  checked,
  removed,
  retained_since: since,
  head: head && { month: head.month.slice(0, 7), chain_seq: head.seq, hash: head.hash },
  first_broken: broken && {
    activity_id: broken.row?.id ?? null,
    month: broken.month.slice(0, 7),
    chain_seq: broken.seq,
    reason: broken.reason,
  },
  next_cursor: next && encodePosition(next),
});
