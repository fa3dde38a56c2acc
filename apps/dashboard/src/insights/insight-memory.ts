import { Injectable, Logger } from '@nestjs/common';
import { ErasedUsers } from '@trailmark/ingest';
import { Database, hasCode } from '@trailmark/platform';
import { DashboardConfig } from '../config.js';
import { TooLateError, within } from '../time/within.js';
import { InsightsRepository } from './insights.repository.js';

/** Insights are worth more than knowing since when: they wait no larger share of a request's deadline for it. */
const SHARE = 0.1;

/** Remembers since when findings are there. */
@Injectable()
export class InsightMemory {
  private readonly logger = new Logger(InsightMemory.name);

  constructor(
    private readonly database: Database,
    private readonly insights: InsightsRepository,
    private readonly erased: ErasedUsers,
    private readonly config: DashboardConfig,
  ) {}

  /**
   * When each was first found; a finding that is not there for `episodeMs` is a new one when it comes back.
   * null: the database is away or slow, and nobody knows.
   */
  async firstFound(
    userId: string,
    ids: string[],
    now: Date,
    episodeMs: number,
  ): Promise<Map<string, Date> | null> {
    if (ids.length === 0) return new Map();
    const episodeFrom = new Date(now.getTime() - episodeMs);
    const found = this.database.transaction(async (sql) => {
      if ((await this.erased.among(sql, [userId])).size > 0) return new Map<string, Date>();
      await this.insights.see(sql, userId, ids, now, episodeFrom);
      return this.insights.firstFound(sql, userId, ids);
    });
    try {
      return await within(found, this.config.rpcTimeoutMs * SHARE);
    } catch (error) {
      if (!(error instanceof TooLateError) && !hasCode(error, 'UNAVAILABLE')) throw error;
      this.logger.warn({ err: error }, 'since when insights are there is not known');
      return null;
    }
  }
}
