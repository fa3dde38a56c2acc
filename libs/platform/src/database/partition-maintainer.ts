import { Inject, Injectable, Logger } from '@nestjs/common';
import { Archivist } from '../archive/archivist.js';
import { DatabaseConfig } from '../config/database.config.js';
import { Database, Sql } from './database.js';
import { impatiently } from './impatient.js';
import { withNamedLock } from './named-lock.js';
import { PartitionRepository } from './partition.repository.js';
import { lowest, MonthPartition, PAST_PARTITION, planPartitions } from './partitions.js';

/** Tables partitioned by month, by name. */
export const PARTITIONED_TABLES = Symbol('PARTITIONED_TABLES');

/** The lock under which a table's partitions are changed. */
export const partitionLock = (table: string): string => `partitions.${table}`;

/**
 * Keeps month partitions made ahead, and drops or archives those behind the retention, one replica at a
 * time. Writers are never kept waiting for longer than a table's change of shape takes.
 */
@Injectable()
export class PartitionMaintainer {
  private readonly logger = new Logger(PartitionMaintainer.name);
  private readonly partitions = new PartitionRepository();

  constructor(
    private readonly database: Database,
    private readonly config: DatabaseConfig,
    private readonly archivist: Archivist,
    @Inject(PARTITIONED_TABLES) readonly tables: readonly string[],
  ) {}

  /** @returns tables that another process is at. @throws what the database says. */
  async maintainAll(now = new Date()): Promise<string[]> {
    const others: string[] = [];
    for (const table of this.tables) if (!(await this.maintain(table, now))) others.push(table);
    return others;
  }

  /** @returns false, and does nothing, when another replica is at it. */
  async maintain(table: string, now = new Date()): Promise<boolean> {
    const { dataSource } = this.database;
    const done = await withNamedLock(dataSource, partitionLock(table), 0, async () => {
      await this.apply(table, now);
      return true;
    });
    return done ?? false;
  }

  /** The months of a table that go with the next run, oldest first. */
  async behind(table: string, now = new Date()): Promise<string[]> {
    const existing = await this.database.read((sql) => this.partitions.list(sql, table));
    return planPartitions(existing, now, this.config.retentionDays).drop;
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
