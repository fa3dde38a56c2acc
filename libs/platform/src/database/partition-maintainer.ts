import { Inject, Injectable, Logger, OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Archivist } from '../archive/archivist.js';
import { DatabaseConfig } from '../config/database.config.js';
import { Database, Sql } from './database.js';
import { impatiently } from './impatient.js';
import { withNamedLock } from './named-lock.js';
import { PartitionRepository } from './partition.repository.js';
import { lowest, MonthPartition, PAST_PARTITION, planPartitions } from './partitions.js';

const HOUR_MS = 3_600_000;

/** Tables partitioned by month, by name. */
export const PARTITIONED_TABLES = Symbol('PARTITIONED_TABLES');

/** The lock under which a table's partitions are changed. */
export const partitionLock = (table: string): string => `partitions.${table}`;

/**
 * Keeps month partitions made ahead, and drops or archives those behind the retention, one replica at a
 * time. Writers are never kept waiting for longer than a table's change of shape takes.
 */
@Injectable()
export class PartitionMaintainer implements OnApplicationBootstrap {
  private readonly logger = new Logger(PartitionMaintainer.name);
  private readonly partitions = new PartitionRepository();

  constructor(
    private readonly database: Database,
    private readonly config: DatabaseConfig,
    private readonly archivist: Archivist,
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
    await withNamedLock(this.database.dataSource, partitionLock(table), 0, () =>
      this.apply(table, now),
    );
  }

  private async apply(table: string, now: Date): Promise<void> {
    const { dataSource } = this.database;
    const { retentionDays } = this.config;
    const existing = await this.database.read((sql) => this.partitions.list(sql, table));
    const { add, drop } = planPartitions(existing, now, retentionDays);
    if (add.length > 0) {
      await impatiently(dataSource, (sql) => this.addMissing(sql, table, now));
    }
    for (const name of drop) await this.empty(table, name);
    const gone = lowest(existing, drop);
    if (gone.length > 0) await impatiently(dataSource, (sql) => this.fold(sql, table, gone));
    await this.emptyPast(table);
    if (add.length + gone.length > 0) {
      this.logger.log(`${table}: ${add.length} partitions added, ${gone.length} dropped`);
    }
  }

  private async addMissing(sql: Sql, table: string, now: Date): Promise<void> {
    const existing = await this.partitions.list(sql, table);
    const { add } = planPartitions(existing, now, this.config.retentionDays);
    if (add.length > 0) await this.partitions.add(sql, table, add);
  }

  /** Rows go to the archive if there is to be one. */
  private async empty(table: string, name: string): Promise<void> {
    if (this.config.archiveDropped) await this.archivist.archive(table, name);
    await this.clear(table, name);
  }

  private async fold(sql: Sql, table: string, gone: MonthPartition[]): Promise<void> {
    const names = (await this.partitions.list(sql, table)).map(({ name }) => name);
    const left = gone.filter(({ name }) => names.includes(name));
    const hasPast = (await this.partitions.pastBound(sql, table)) !== null;
    await this.partitions.fold(sql, table, left, hasPast);
  }

  /** What came for a month that had just gone is behind the retention, too. */
  private async emptyPast(table: string): Promise<void> {
    const bound = await this.database.read((sql) => this.partitions.pastBound(sql, table));
    if (bound !== null) await this.clear(table, PAST_PARTITION);
  }

  private async clear(table: string, name: string): Promise<void> {
    await impatiently(this.database.dataSource, async (sql) => {
      const isEmpty = await this.partitions.isEmpty(sql, table, name);
      if (!isEmpty) await this.partitions.clear(sql, table, name);
    });
  }
}
