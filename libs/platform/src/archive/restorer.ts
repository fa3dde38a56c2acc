import { Injectable } from '@nestjs/common';
import { Database, Sql } from '../database/database.js';
import { impatiently } from '../database/impatient.js';
import { PartitionRepository } from '../database/partition.repository.js';
import { monthsUpTo, PAST_PARTITION, partitionOfMonth } from '../database/partitions.js';
import { ArchiveRepository } from './archive.repository.js';
import { archiveName } from './archive-name.js';

const CHUNK_ROWS = 500;

/** Puts archived months back into their tables. */
@Injectable()
export class Restorer {
  private readonly partitions = new PartitionRepository();
  private readonly archives = new ArchiveRepository();

  constructor(private readonly database: Database) {}

  /**
   * Moves a month's rows back, some at a time, so that nobody waits for it; ended before the end, it goes
   * on where it was. The caller holds the table's lock.
   * @param month `YYYYMM`. @param heldUntil the day (UTC) until which it is not archived again.
   * @returns how many rows were moved; null: there is no archive of that month.
   */
  async restore(table: string, month: string, heldUntil: string): Promise<number | null> {
    const archive = archiveName(table, month);
    if (!(await this.database.read((sql) => this.archives.exists(sql, archive)))) return null;
    await impatiently(this.database.dataSource, (sql) =>
      this.makeRoom(sql, table, month, heldUntil),
    );
    let moved = 0;
    for (let some = CHUNK_ROWS; some === CHUNK_ROWS; moved += some) {
      some = await this.database.transaction((sql) =>
        this.archives.move(sql, { table: archive }, table, CHUNK_ROWS),
      );
    }
    await this.database.read((sql) => this.archives.drop(sql, archive));
    return moved;
  }

  /** Makes the month's partition, out of the past if it has gone; nothing is copied: both are empty. */
  private async makeRoom(sql: Sql, table: string, month: string, heldUntil: string): Promise<void> {
    const { name, lessThan } = partitionOfMonth(month);
    const held = { name, lessThan, heldUntil };
    const existing = (await this.partitions.list(sql, table)).find((one) => one.name === name);
    if (existing) {
      const isEmpty = await this.partitions.isEmpty(sql, table, name);
      if (isEmpty) await this.partitions.split(sql, table, name, [held]);
      return;
    }
    const bound = await this.partitions.pastBound(sql, table);
    if (bound === null || bound < lessThan) return;
    const [, ...later] = monthsUpTo(month, bound);
    const start = `${month.slice(0, 4)}-${month.slice(4)}-01`;
    const past = { name: PAST_PARTITION, lessThan: start };
    await this.partitions.split(sql, table, PAST_PARTITION, [past, held, ...later]);
  }
}
