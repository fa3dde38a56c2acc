import { Inject, Injectable } from '@nestjs/common';
import { DatabaseConfig } from '../config/database.config.js';
import { AgingRepository, Past } from './aging.repository.js';
import { AgingTable } from './data-source-options.js';
import { Database, Sql } from './database.js';
import { withNamedLock } from './named-lock.js';
import { PartitionRepository } from './partition.repository.js';
import { isHeld } from './partitions.js';

const DAY_MS = 86_400_000;
const CHUNK_ROWS = 500;

export const AGING_TABLES = Symbol('AGING_TABLES');

/**
 * Deletes rows behind the retention from tables without partitions, in small chunks, one replica at a
 * time. What derives from a partitioned table goes when its months have gone, so that both agree.
 */
@Injectable()
export class RowAger {
  private readonly partitions = new PartitionRepository();
  private readonly rows = new AgingRepository();

  constructor(
    private readonly database: Database,
    private readonly config: DatabaseConfig,
    @Inject(AGING_TABLES) readonly tables: readonly AgingTable[],
  ) {}

  /** @returns tables that another process is at. @throws what the database says. */
  async purge(now = new Date()): Promise<string[]> {
    const { dataSource } = this.database;
    const done = await withNamedLock(dataSource, 'rows.purge', 0, async () => {
      for (const table of this.tables) await this.purgeTable(table, now);
      return true;
    });
    return done ? [] : this.tables.map(({ name }) => name);
  }

  /** Rows of a table that go with the next run, and the months they derive from; at most `limit` are counted. */
  async behind(table: AgingTable, limit: number, now = new Date()): Promise<number> {
    let found = 0;
    for (const past of await this.pastsOf(table, now, () => Promise.resolve(true))) {
      found += await this.database.read((sql) => this.rows.count(sql, table, past, limit - found));
    }
    return found;
  }

  private async purgeTable(table: AgingTable, now: Date): Promise<void> {
    for (const past of await this.pastsOf(table, now, this.isEmpty)) {
      const chunk = () =>
        this.database.transaction((sql) => this.rows.deleteSome(sql, table, past, CHUNK_ROWS));
      while ((await chunk()) === CHUNK_ROWS);
    }
  }

  private readonly isEmpty = (sql: Sql, table: string, month: string): Promise<boolean> =>
    this.partitions.isEmpty(sql, table, month);

  /** What lies before the first month that is there, and months behind the retention that have gone. */
  private async pastsOf(
    { of }: AgingTable,
    now: Date,
    hasGone: (sql: Sql, table: string, month: string) => Promise<boolean>,
  ): Promise<Past[]> {
    const edge = new Date(now.getTime() - this.config.retentionDays * DAY_MS);
    const edgeDay = edge.toISOString().slice(0, 10);
    if (of === null) return [{ from: null, to: edgeDay }];
    return this.database.read(async (sql) => {
      const since = await this.partitions.keptSince(sql, of);
      const pasts: Past[] = since === null ? [] : [{ from: null, to: since }];
      for (const month of await this.partitions.list(sql, of)) {
        if (month.lessThan > edgeDay || isHeld(month, now)) continue;
        if (!(await hasGone(sql, of, month.name))) continue;
        pasts.push({ from: startOf(month.name), to: month.lessThan });
      }
      return pasts;
    });
  }
}

const startOf = (partition: string): string =>
  `${partition.slice(1, 5)}-${partition.slice(5, 7)}-01`;
