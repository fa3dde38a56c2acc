import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { utcToDay } from '@trailmark/measures';
import { Database, withNamedLock } from '@trailmark/platform';
import { UsageConfig } from '../config.js';
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
  ) {}

  @Interval(HOUR_MS)
  async purge(now = new Date()): Promise<void> {
    try {
      await this.database.ready();
      const oldest = utcToDay(now.getTime() - this.config.retentionDays * DAY_MS);
      await withNamedLock(this.database.dataSource, 'usage.purge', 0, () =>
        this.purgeInChunks(oldest),
      );
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'old days were not removed');
    }
  }

  private async purgeInChunks(oldest: string): Promise<void> {
    let removed: number;
    do {
      removed = await this.database.transaction((sql) =>
        this.usage.deleteBefore(sql, oldest, CHUNK_ROWS),
      );
    } while (removed >= CHUNK_ROWS);
  }
}
