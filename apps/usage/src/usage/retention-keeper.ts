import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { utcToDay } from '@trailmark/measures';
import { Database, Sql, withNamedLock } from '@trailmark/platform';
import { UsageConfig } from '../config.js';
import { SubmittedFeaturesRepository } from './submitted-features.repository.js';
import { UsageRepository } from './usage.repository.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const CHUNK_ROWS = 1000;

/** Removes days older than the retention, in small chunks, one replica at a time. */
@Injectable()
export class RetentionKeeper {
  private readonly logger = new Logger(RetentionKeeper.name);

  constructor(
    private readonly database: Database,
    private readonly config: UsageConfig,
    private readonly usage: UsageRepository,
    private readonly features: SubmittedFeaturesRepository,
  ) {}

  @Interval(HOUR_MS)
  async purge(now = new Date()): Promise<void> {
    try {
      await this.database.ready();
      const oldest = utcToDay(now.getTime() - this.config.retentionDays * DAY_MS);
      await withNamedLock(this.database.dataSource, 'usage.purge', 0, async () => {
        await this.purgeInChunks((sql) => this.usage.deleteBefore(sql, oldest, CHUNK_ROWS));
        await this.purgeInChunks((sql) => this.features.deleteBefore(sql, oldest, CHUNK_ROWS));
      });
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'old days were not removed');
    }
  }

  private async purgeInChunks(deleteSome: (sql: Sql) => Promise<number>): Promise<void> {
    let removed: number;
    do {
      removed = await this.database.transaction(deleteSome);
    } while (removed >= CHUNK_ROWS);
  }
}
