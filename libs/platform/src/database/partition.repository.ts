import { Injectable } from '@nestjs/common';
import { Sql } from './database.js';
import { FUTURE_PARTITION, MonthPartition } from './partitions.js';

interface PartitionRow {
  name: string;
  bound: string;
}

/** Month partitions of a table with `PARTITION BY RANGE COLUMNS`. */
@Injectable()
export class PartitionRepository {
  /** Month partitions, oldest first. */
  async list(sql: Sql, table: string): Promise<MonthPartition[]> {
    const rows: PartitionRow[] = await sql.query(
      `SELECT PARTITION_NAME AS name, PARTITION_DESCRIPTION AS bound
         FROM information_schema.PARTITIONS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND PARTITION_NAME <> ?
        ORDER BY PARTITION_ORDINAL_POSITION`,
      [table, FUTURE_PARTITION],
    );
    return rows.map(({ name, bound }) => ({
      name,
      lessThan: bound.replaceAll("'", '').slice(0, 10),
    }));
  }

  async add(sql: Sql, table: string, partitions: MonthPartition[]): Promise<void> {
    const months = partitions
      .map(({ name, lessThan }) => `PARTITION ${name} VALUES LESS THAN ('${lessThan}')`)
      .join(', ');
    await sql.query(
      `ALTER TABLE ${table} REORGANIZE PARTITION ${FUTURE_PARTITION} INTO
         (${months}, PARTITION ${FUTURE_PARTITION} VALUES LESS THAN (MAXVALUE))`,
    );
  }

  async drop(sql: Sql, table: string, names: string[]): Promise<void> {
    await sql.query(`ALTER TABLE ${table} DROP PARTITION ${names.join(', ')}`);
  }
}
