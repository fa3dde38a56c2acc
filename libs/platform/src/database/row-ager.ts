import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DatabaseConfig } from '../config/database.config.js';
import { AgingRepository, Past } from './aging.repository.js';
import { AgingTable } from './data-source-options.js';
import { Database } from './database.js';
import { withNamedLock } from './named-lock.js';
import { PartitionRepository } from './partition.repository.js';
import { isHeld } from './partitions.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const CHUNK_ROWS = 500;

export const AGING_TABLES = Symbol('AGING_TABLES');

/**
 * Deletes rows behind the retention from tables without partitions, in small chunks, one replica at a
 * time. What derives from a partitioned table goes when its months have gone, so that both agree.
 */
@Injectable()
export class RowAger {
  private readonly logger = new Logger(RowAger.name);
  private readonly partitions = new PartitionRepository();
  private readonly rows = new AgingRepository();

  constructor(
    private readonly database: Database,
    private readonly config: DatabaseConfig,
    @Inject(AGING_TABLES) private readonly tables: AgingTable[],
  ) {}

  @Interval(HOUR_MS)
  async purge(now = new Date()): Promise<void> {
    if (this.tables.length === 0) return;
    try {
      await this.database.ready();
      await withNamedLock(this.database.dataSource, 'rows.purge', 0, async () => {
        for (const table of this.tables) await this.purgeTable(table, now);
      });
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'old rows were not removed');
    }
  }

  private async purgeTable(table: AgingTable, now: Date): Promise<void> {
    for (const past of await this.pastsOf(table, now)) {
      const chunk = () =>
        this.database.transaction((sql) => this.rows.deleteSome(sql, table, past, CHUNK_ROWS));
      while ((await chunk()) === CHUNK_ROWS);
    }
  }

  /** What lies before the first month that is there, and months that are there without rows. */
  private async pastsOf({ of }: AgingTable, now: Date): Promise<Past[]> {
    const edge = new Date(now.getTime() - this.config.retentionDays * DAY_MS);
    const edgeDay = edge.toISOString().slice(0, 10);
    if (of === null) return [{ from: null, to: edgeDay }];
    return this.database.read(async (sql) => {
      const since = await this.partitions.keptSince(sql, of);
      const pasts: Past[] = since === null ? [] : [{ from: null, to: since }];
      for (const month of await this.partitions.list(sql, of)) {
        if (month.lessThan > edgeDay || isHeld(month, now)) continue;
        if (!(await this.partitions.isEmpty(sql, of, month.name))) continue;
        pasts.push({ from: startOf(month.name), to: month.lessThan });
      }
      return pasts;
    });
  }
}

const startOf = (partition: string): string =>
  `${partition.slice(1, 5)}-${partition.slice(5, 7)}-01`;
