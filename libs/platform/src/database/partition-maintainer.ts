import { Injectable, Logger } from '@nestjs/common';
import { DatabaseConfig } from '../config/database.config.js';
import { Database } from './database.js';
import { withNamedLock } from './named-lock.js';
import { PartitionRepository } from './partition.repository.js';
import { planPartitions } from './partitions.js';

/** Keeps month partitions made ahead and dropped behind the retention, one replica at a time. */
@Injectable()
export class PartitionMaintainer {
  private readonly logger = new Logger(PartitionMaintainer.name);
  private readonly partitions = new PartitionRepository();

  constructor(
    private readonly database: Database,
    private readonly config: DatabaseConfig,
  ) {}

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
