import { Inject, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DatabaseConfig } from '../config/database.config.js';
import { Database } from './database.js';
import { withNamedLock } from './named-lock.js';
import { PartitionRepository } from './partition.repository.js';
import { planPartitions } from './partitions.js';

const HOUR_MS = 3_600_000;

/** Tables partitioned by month, by name. */
export const PARTITIONED_TABLES = Symbol('PARTITIONED_TABLES');

/** Keeps month partitions made ahead and dropped behind the retention, one replica at a time. */
@Injectable()
export class PartitionMaintainer implements OnApplicationBootstrap {
  private readonly logger = new Logger(PartitionMaintainer.name);
  private readonly partitions = new PartitionRepository();

  constructor(
    private readonly database: Database,
    private readonly config: DatabaseConfig,
    @Inject(PARTITIONED_TABLES) private readonly tables: string[],
  ) {}

  onApplicationBootstrap(): void {
    void this.maintainAll();
  }

  @Interval(HOUR_MS)
  async maintainAll(): Promise<void> {
    try {
      await this.database.ready();
      for (const table of this.tables) await this.maintain(table);
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'partitions were not maintained');
    }
  }

  /** Does nothing when another replica is at it. */
  async maintain(table: string, now = new Date()): Promise<void> {
    await withNamedLock(this.database.dataSource, `partitions.${table}`, 0, () =>
      this.apply(table, now),
    );
  }

  private async apply(table: string, now: Date): Promise<void> {
    await this.database.read(async (sql) => {
      const existing = await this.partitions.list(sql, table);
      const { add, drop } = planPartitions(existing, now, this.config.retentionDays);
      if (add.length > 0) await this.partitions.add(sql, table, add);
      if (drop.length > 0) await this.partitions.drop(sql, table, drop);
      if (add.length + drop.length > 0) {
        this.logger.log(`${table}: ${add.length} partitions added, ${drop.length} dropped`);
      }
    });
  }
}
