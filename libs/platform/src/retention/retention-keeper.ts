import { Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DatabaseConfig } from '../config/database.config.js';
import { Database } from '../database/database.js';
import { PartitionMaintainer } from '../database/partition-maintainer.js';
import { RowAger } from '../database/row-ager.js';
import { RetentionRunsRepository } from './retention-runs.repository.js';

const HOUR_MS = 3_600_000;

/** Makes months ahead and removes what is behind the retention: at start, hourly, and when it is asked to. */
@Injectable()
export class RetentionKeeper implements OnApplicationBootstrap {
  private readonly logger = new Logger(RetentionKeeper.name);
  private readonly runs = new RetentionRunsRepository();

  constructor(
    private readonly database: Database,
    private readonly config: DatabaseConfig,
    private readonly months: PartitionMaintainer,
    private readonly rows: RowAger,
  ) {}

  onApplicationBootstrap(): void {
    void this.turn();
  }

  @Interval(HOUR_MS)
  async turn(): Promise<void> {
    if (this.months.tables.length + this.rows.tables.length === 0) return;
    try {
      await this.run();
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'the retention was not kept');
    }
  }

  /**
   * Runs once. Rows follow the months they derive from.
   * @returns tables that another process is at.
   * @throws what stopped it; what was done by then stays.
   */
  async run(now = new Date()): Promise<string[]> {
    await this.database.ready();
    const { retentionDays, archiveDropped } = this.config;
    await this.database.read((sql) =>
      this.runs.begin(sql, { retentionDays, archives: archiveDropped }, new Date()),
    );
    try {
      const others = [...(await this.months.maintainAll(now)), ...(await this.rows.purge(now))];
      await this.end(null);
      return others;
    } catch (error) {
      await this.end((error as Error).message);
      throw error;
    }
  }

  private end(failure: string | null): Promise<void> {
    return this.database.read((sql) => this.runs.end(sql, failure, new Date()));
  }
}
