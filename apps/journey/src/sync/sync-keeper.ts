import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, Sql, withNamedLock } from '@trailmark/platform';
import { KeptRangesRepository } from './kept-ranges.repository.js';
import { QuestionsRepository } from './questions.repository.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CHUNK_ROWS = 1000;

const QUESTIONS_KEPT_MS = 30 * DAY_MS;

/** Longer than any question reaches back: what ends before that is begun anew anyway. */
const RANGES_KEPT_MS = 400 * DAY_MS;

/** Removes what nobody has asked for long, in small chunks, one replica at a time. */
@Injectable()
export class SyncKeeper {
  private readonly logger = new Logger(SyncKeeper.name);

  constructor(
    private readonly database: Database,
    private readonly questions: QuestionsRepository,
    private readonly ranges: KeptRangesRepository,
  ) {}

  @Interval(HOUR_MS)
  async purge(now = new Date()): Promise<void> {
    const ago = (ms: number): Date => new Date(now.getTime() - ms);
    try {
      await this.database.ready();
      await withNamedLock(this.database.dataSource, 'sync.purge', 0, async () => {
        await this.inChunks((sql) =>
          this.questions.forget(sql, ago(QUESTIONS_KEPT_MS), CHUNK_ROWS),
        );
        await this.inChunks((sql) => this.ranges.forget(sql, ago(RANGES_KEPT_MS), CHUNK_ROWS));
      });
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'old questions to PostHog were not removed');
    }
  }

  private async inChunks(forget: (sql: Sql) => Promise<number>): Promise<void> {
    while ((await this.database.transaction(forget)) === CHUNK_ROWS);
  }
}
