import { Injectable } from '@nestjs/common';
import { Sql } from './database.js';
import { FUTURE_PARTITION, MonthPartition, PAST_PARTITION, StoredPartition } from './partitions.js';

interface PartitionRow {
  name: string;
  bound: string;
  comment: string | null;
}

const HELD = /^held until (\d{4}-\d{2}-\d{2})$/;

const boundOf = ({ bound }: PartitionRow): string => bound.replaceAll("'", '').slice(0, 10);

const clause = ({ name, lessThan, heldUntil = null }: StoredPartition): string =>
  `PARTITION ${name} VALUES LESS THAN ('${lessThan}')${
    heldUntil === null ? '' : ` COMMENT = 'held until ${heldUntil}'`
  }`;

/** Month partitions of a table with `PARTITION BY RANGE COLUMNS`. */
@Injectable()
export class PartitionRepository {
  /** Month partitions, oldest first. */
  async list(sql: Sql, table: string): Promise<StoredPartition[]> {
    const rows = await this.rows(sql, table);
    return rows
      .filter(({ name }) => name !== FUTURE_PARTITION && name !== PAST_PARTITION)
      .map((row) => ({
        name: row.name,
        lessThan: boundOf(row),
        heldUntil: HELD.exec(row.comment ?? '')?.[1] ?? null,
      }));
  }

  /** Below which day (UTC) months have gone; null: none has. */
  async pastBound(sql: Sql, table: string): Promise<string | null> {
    const [first] = await this.rows(sql, table);
    return first?.name === PAST_PARTITION ? boundOf(first) : null;
  }

  /**
   * The day (UTC) from which on all rows are there: older ones may have gone with their month. Null
   * when no month has gone.
   */
  async keptSince(sql: Sql, table: string): Promise<string | null> {
    const [first] = await this.rows(sql, table);
    if (!first || first.name === FUTURE_PARTITION) return null;
    if (first.name === PAST_PARTITION) return boundOf(first);
    return `${first.name.slice(1, 5)}-${first.name.slice(5, 7)}-01`;
  }

  async add(sql: Sql, table: string, partitions: MonthPartition[]): Promise<void> {
    const months = partitions.map(clause).join(', ');
    await sql.query(
      `ALTER TABLE ${table} REORGANIZE PARTITION ${FUTURE_PARTITION} INTO
         (${months}, PARTITION ${FUTURE_PARTITION} VALUES LESS THAN (MAXVALUE))`,
    );
  }

  async isEmpty(sql: Sql, table: string, name: string): Promise<boolean> {
    const rows: unknown[] = await sql.query(`SELECT 1 FROM ${table} PARTITION (${name}) LIMIT 1`);
    return rows.length === 0;
  }

  /** Rows of a month, as the server estimates. */
  async rowsAbout(sql: Sql, table: string, name: string): Promise<number> {
    const [row]: { estimate: unknown }[] = await sql.query(
      `SELECT TABLE_ROWS AS estimate FROM information_schema.PARTITIONS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND PARTITION_NAME = ?`,
      [table, name],
    );
    return Number(row?.estimate ?? 0);
  }

  /** Removes all rows of a month at once. */
  async clear(sql: Sql, table: string, name: string): Promise<void> {
    await sql.query(`ALTER TABLE ${table} TRUNCATE PARTITION ${name}`);
  }

  /** Drops empty months, the lowest ones; their range is then the past's. */
  async fold(sql: Sql, table: string, months: MonthPartition[], hasPast: boolean): Promise<void> {
    const last = months.at(-1);
    if (!last) return;
    const names = months.map(({ name }) => name);
    await sql.query(
      `ALTER TABLE ${table} REORGANIZE PARTITION
         ${(hasPast ? [PAST_PARTITION, ...names] : names).join(', ')} INTO
         (${clause({ name: PAST_PARTITION, lessThan: last.lessThan })})`,
    );
  }

  /** Makes months out of an empty partition; the last one ends where that did. */
  async split(sql: Sql, table: string, name: string, months: StoredPartition[]): Promise<void> {
    await sql.query(
      `ALTER TABLE ${table} REORGANIZE PARTITION ${name} INTO (${months.map(clause).join(', ')})`,
    );
  }

  private rows(sql: Sql, table: string): Promise<PartitionRow[]> {
    return sql.query(
      `SELECT PARTITION_NAME AS name, PARTITION_DESCRIPTION AS bound, PARTITION_COMMENT AS comment
         FROM information_schema.PARTITIONS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND PARTITION_NAME IS NOT NULL
        ORDER BY PARTITION_ORDINAL_POSITION`,
      [table],
    );
  }
}
