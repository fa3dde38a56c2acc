import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { ColumnShape, isAfter, orderedBy, selected, valueOf, whereOf } from './row-shape.js';
import { UserTable } from './personal-data.js';

/** Where an export's next page begins: after the row with these values of the key. */
export type RowKey = (string | number)[];

/** A row as it is exported, and its key. */
export interface KeyedRow {
  row: Record<string, unknown>;
  key: RowKey;
}

interface Shape {
  columns: ColumnShape[];
  /** The user's column, then those of the primary key. */
  key: ColumnShape[];
}

interface ColumnRow {
  name: string;
  type: string;
  length: number | string | null;
  place: number | string | null;
}

/** Rows about users in any table, read as the schema tells them. */
@Injectable()
export class UserTablesRepository {
  private readonly shapes = new Map<string, Promise<Shape>>();

  /**
   * The tables, then the archives made of them: `archive_<table>_<yyyymm>`. The tables are taken as given:
   * MariaDB lists a schema from its directory, and misses a table whose partitions change at that moment.
   */
  async withArchives(sql: Sql, tables: readonly UserTable[]): Promise<UserTable[]> {
    const rows: { name: string }[] = await sql.query(
      `SELECT TABLE_NAME AS name FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'archive\\_%' ORDER BY TABLE_NAME`,
    );
    const archives = rows.flatMap(({ name }) => {
      const [, of] = /^archive_(\w+)_\d{6}$/.exec(name) ?? [];
      const table = tables.find((one) => one.name === of);
      return table ? [{ ...table, name }] : [];
    });
    return [...tables, ...archives];
  }

  /** Deletes at most `limit` rows; returns how many went. */
  async deleteSome(sql: Sql, table: UserTable, subjects: string[], limit: number): Promise<number> {
    const [where, values] = whereOf(table, subjects);
    const { affectedRows }: { affectedRows: number } = await sql.query(
      `DELETE FROM ${table.name} WHERE ${where} LIMIT ?`,
      [...values, limit],
    );
    return affectedRows;
  }

  /** The next rows about the user, in the order of their keys. */
  async page(
    sql: Sql,
    table: UserTable,
    subjects: string[],
    after: RowKey | null,
    limit: number,
  ): Promise<KeyedRow[]> {
    const { columns, key } = await this.shapeOf(sql, table);
    const [where, values] = whereOf(table, subjects);
    const [beyond, bounds] = after ? isAfter(key, after) : ['TRUE', []];
    const rows: Record<string, unknown>[] = await sql.query(
      `SELECT ${selected(columns, key)} FROM ${table.name}
        WHERE (${where}) AND ${beyond} ORDER BY ${orderedBy(table.name, key)} LIMIT ?`,
      [...values, ...bounds, limit],
    );
    const shown = columns.filter(({ name }) => !table.hidden?.includes(name));
    return rows.map((row) => ({
      row: Object.fromEntries(shown.map((column) => [column.name, valueOf(column, row)])),
      key: key.map(({ name }) => row[`key_${name}`] as string | number),
    }));
  }

  private shapeOf(sql: Sql, table: UserTable): Promise<Shape> {
    const known = this.shapes.get(table.name) ?? this.readShape(sql, table);
    this.shapes.set(table.name, known);
    known.catch(() => this.shapes.delete(table.name));
    return known;
  }

  private async readShape(sql: Sql, { name: table, column }: UserTable): Promise<Shape> {
    const rows: ColumnRow[] = await sql.query(
      `SELECT c.COLUMN_NAME AS name, c.DATA_TYPE AS type, c.CHARACTER_OCTET_LENGTH AS length,
              k.SEQ_IN_INDEX AS place
         FROM information_schema.COLUMNS c
         LEFT JOIN information_schema.STATISTICS k ON k.TABLE_SCHEMA = c.TABLE_SCHEMA
              AND k.TABLE_NAME = c.TABLE_NAME AND k.COLUMN_NAME = c.COLUMN_NAME
              AND k.INDEX_NAME = 'PRIMARY'
        WHERE c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = ? ORDER BY c.ORDINAL_POSITION`,
      [table],
    );
    const shape = ({ name, type, length }: ColumnRow): ColumnShape => ({
      name,
      type: type.toLowerCase(),
      length: Number(length),
    });
    const primary = rows
      .filter(({ place, name }) => place !== null && name !== column)
      .sort((a, b) => Number(a.place) - Number(b.place));
    const first = rows.filter(({ name }) => name === column);
    return { columns: rows.map(shape), key: [...first, ...primary].map(shape) };
  }
}
