import { Injectable } from '@nestjs/common';
import { Sql } from '../database/database.js';

/** An archive as it is in the database. */
export interface ArchiveTable {
  name: string;
  /** As the server estimates. */
  rows: number;
  bytes: number;
}

/** Tables of archived months. */
@Injectable()
export class ArchiveRepository {
  /** All of the schema, by name. */
  async list(sql: Sql): Promise<ArchiveTable[]> {
    const found: { name: string; rowCount: unknown; bytes: unknown }[] = await sql.query(
      `SELECT TABLE_NAME AS name, TABLE_ROWS AS rowCount, DATA_LENGTH + INDEX_LENGTH AS bytes
         FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'archive\\_%' ORDER BY TABLE_NAME`,
    );
    return found.map(({ name, rowCount, bytes }) => ({
      name,
      rows: Number(rowCount ?? 0),
      bytes: Number(bytes ?? 0),
    }));
  }

  async exists(sql: Sql, archive: string): Promise<boolean> {
    return (await this.partitions(sql, archive)).length > 0;
  }

  async isEmpty(sql: Sql, archive: string): Promise<boolean> {
    const rows: unknown[] = await sql.query(`SELECT 1 FROM ${archive} LIMIT 1`);
    return rows.length === 0;
  }

  /** Makes a table of the shape that a partition can be exchanged with, unless it is there. */
  async make(sql: Sql, table: string, archive: string): Promise<void> {
    await sql.query(`CREATE TABLE IF NOT EXISTS ${archive} LIKE ${table}`);
    const [first] = await this.partitions(sql, archive);
    if (first?.name != null) await sql.query(`ALTER TABLE ${archive} REMOVE PARTITIONING`);
  }

  /** Lets a partition and a table change places, whatever they hold; nothing is copied. */
  async exchange(sql: Sql, table: string, partition: string, archive: string): Promise<void> {
    await sql.query(`ALTER TABLE ${table} EXCHANGE PARTITION ${partition} WITH TABLE ${archive}`);
  }

  async drop(sql: Sql, archive: string): Promise<void> {
    await sql.query(`DROP TABLE IF EXISTS ${archive}`);
  }

  /**
   * Moves the first rows, in the order of the key, into another table that may have got or lost columns
   * since. A row whose key is there already stays as it is there.
   * @param from a table, or a partition of one.
   * @returns how many went, `limit` at most.
   */
  async move(
    sql: Sql,
    from: { table: string; partition?: string },
    to: string,
    limit: number,
  ): Promise<number> {
    const columns = await this.sharedColumns(sql, from.table, to);
    const key = (await this.keyOf(sql, from.table)).join(', ');
    const source = from.partition ? `${from.table} PARTITION (${from.partition})` : from.table;
    const first = `FROM ${source} ORDER BY ${key} LIMIT ${limit}`;
    const locked: unknown[] = await sql.query(`SELECT 1 ${first} FOR UPDATE`);
    if (locked.length === 0) return 0;
    const list = columns.join(', ');
    await sql.query(
      `INSERT INTO ${to} (${list}) SELECT ${list} ${first}
         ON DUPLICATE KEY UPDATE ${to}.${columns[0]} = ${to}.${columns[0]}`,
    );
    await sql.query(`DELETE ${first}`);
    return locked.length;
  }

  /** A table that is not partitioned counts as one partition without a name. */
  private partitions(sql: Sql, table: string): Promise<{ name: string | null }[]> {
    return sql.query(
      `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? LIMIT 1`,
      [table],
    );
  }

  private async sharedColumns(sql: Sql, one: string, other: string): Promise<string[]> {
    const rows: { name: string }[] = await sql.query(
      `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (?, ?)
          AND COALESCE(GENERATION_EXPRESSION, '') = ''
        GROUP BY COLUMN_NAME HAVING COUNT(*) = 2`,
      [one, other],
    );
    return rows.map(({ name }) => name);
  }

  private async keyOf(sql: Sql, table: string): Promise<string[]> {
    const rows: { name: string }[] = await sql.query(
      `SELECT COLUMN_NAME AS name FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND INDEX_NAME = 'PRIMARY'
        ORDER BY SEQ_IN_INDEX`,
      [table],
    );
    return rows.map(({ name }) => name);
  }
}
