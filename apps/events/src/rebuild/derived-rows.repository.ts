import { Injectable } from '@nestjs/common';
import { utcToDay } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { Cell, DerivedRow, DerivedTable } from '../derived/derived-table.js';
import { Chunk } from './chunk.js';
import { Difference } from './difference.js';

/** Rows that one statement writes. */
const BATCH = 500;

type RawRow = Record<string, string | number | Date>;

/** A condition with its values. */
type Condition = [sql: string, values: unknown[]];

/** `DATE` columns read as text, whatever the connection makes of them. */
const selected = (column: string): string =>
  column === 'day' ? 'CAST(day AS CHAR) AS day' : column;

const withKeys = ({ key }: DerivedTable, keys: Cell[][]): Condition => [
  `(${key.join(', ')}) IN (?)`,
  [keys],
];

/** Where a chunk's rows lie in a table. */
const conditionOf = (table: DerivedTable, chunk: Chunk): Condition => {
  if (chunk.kind === 'sessions')
    return ['user_id = ? AND session_id IN (?)', [chunk.userId, chunk.sessionIds]];
  const [from, to] = [utcToDay(chunk.from.getTime()), utcToDay(chunk.to.getTime())];
  const at = table.key[1];
  return [`user_id = ? AND ${at} >= ? AND ${at} < ?`, [chunk.userId, from, to]];
};

const batchesOf = <T>(items: T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );

const rowOf = (table: DerivedTable, row: RawRow): DerivedRow => ({
  key: table.key.map((column) => row[column] as Cell),
  values: table.values.map(({ column, joining }) =>
    joining === 'sum' ? Number(row[column]) : (row[column] as Cell),
  ),
});

/** Derived rows as they are stored, and how to set them right. */
@Injectable()
export class DerivedRowsRepository {
  /** A chunk's rows. */
  find(sql: Sql, table: DerivedTable, chunk: Chunk): Promise<DerivedRow[]> {
    return this.select(sql, table, conditionOf(table, chunk));
  }

  /** Those of the rows with these keys that are there. */
  async findByKey(sql: Sql, table: DerivedTable, keys: Cell[][]): Promise<DerivedRow[]> {
    const rows: DerivedRow[] = [];
    for (const some of batchesOf(keys)) {
      rows.push(...(await this.select(sql, table, withKeys(table, some))));
    }
    return rows;
  }

  /** The rows of one day, of a table whose key begins with it. */
  findOfDay(sql: Sql, table: DerivedTable, day: string): Promise<DerivedRow[]> {
    return this.select(sql, table, ['day = ?', [day]]);
  }

  /** Makes rows what was counted; those that should not be there go. */
  async settle(sql: Sql, table: DerivedTable, differences: Difference[]): Promise<void> {
    const columns = table.values.map(({ column }) => column);
    const updates = columns.map((column) => `${column} = VALUES(${column})`);
    const rows = differences.flatMap(({ key, counted }) => (counted ? [[...key, ...counted]] : []));
    for (const batch of batchesOf(rows)) {
      await sql.query(
        `INSERT INTO ${table.name} (${[...table.key, ...columns].join(', ')}) VALUES ?
           ON DUPLICATE KEY UPDATE ${updates.join(', ') || 'day = day'}`,
        [batch],
      );
    }
    const keys = differences.flatMap(({ key, counted }) => (counted ? [] : [key]));
    for (const batch of batchesOf(keys)) {
      const [condition, values] = withKeys(table, batch);
      await sql.query(`DELETE FROM ${table.name} WHERE ${condition}`, values);
    }
  }

  private async select(
    sql: Sql,
    table: DerivedTable,
    [condition, values]: Condition,
  ): Promise<DerivedRow[]> {
    const columns = [...table.key, ...table.values.map(({ column }) => column)];
    const rows: RawRow[] = await sql.query(
      `SELECT ${columns.map(selected).join(', ')} FROM ${table.name} WHERE ${condition}`,
      values,
    );
    return rows.map((row) => rowOf(table, row));
  }
}
