import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, withNamedLock } from '@trailmark/platform';
import { InsightsRepository } from './insights.repository.js';

const HOUR_MS = 3_600_000;
const CHUNK_ROWS = 1000;

/** Longer than any named period: what was not seen for so long can only come back as a new finding. */
const KEPT_MS = 400 * 24 * HOUR_MS;

/** Removes what was not found for long, in small chunks, one replica at a time. */
@Injectable()
export class InsightKeeper {
  private readonly logger = new Logger(InsightKeeper.name);

  constructor(
    private readonly database: Database,
    private readonly insights: InsightsRepository,
  ) {}

  @Interval(HOUR_MS)
  async purge(now = new Date()): Promise<void> {
    try {
      await this.database.ready();
      const seenBefore = new Date(now.getTime() - KEPT_MS);
      await withNamedLock(this.database.dataSource, 'insights.purge', 0, () =>
        this.purgeInChunks(seenBefore),
      );
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'old insights were not removed');
    }
  }

  private async purgeInChunks(seenBefore: Date): Promise<void> {
    const chunk = () =>
      this.database.transaction((sql) => this.insights.forget(sql, seenBefore, CHUNK_ROWS));
    while ((await chunk()) === CHUNK_ROWS);
  }
}
