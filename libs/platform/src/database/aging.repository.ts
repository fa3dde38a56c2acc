import { Injectable } from '@nestjs/common';
import { AgingTable } from './data-source-options.js';
import { Sql } from './database.js';

/** Days (UTC) from `from` to before `to`, `YYYY-MM-DD`; `from` null: all before. */
export interface Past {
  from: string | null;
  to: string;
}

/** Rows that have had their time. */
@Injectable()
export class AgingRepository {
  /** Deletes some rows of that past. @returns how many, `limit` at most. */
  async deleteSome(sql: Sql, table: AgingTable, past: Past, limit: number): Promise<number> {
    const { where, values } = within(table, past);
    const { affectedRows }: { affectedRows: number } = await sql.query(
      `DELETE FROM ${table.name} WHERE ${where} ORDER BY ${table.column} LIMIT ?`,
      [...values, limit],
    );
    return affectedRows;
  }

  /** How many rows there are of that past, counted no further than `limit`. */
  async count(sql: Sql, table: AgingTable, past: Past, limit: number): Promise<number> {
    const { where, values } = within(table, past);
    const [row]: { total: string }[] = await sql.query(
      `SELECT COUNT(*) AS total FROM (SELECT 1 FROM ${table.name} WHERE ${where} LIMIT ?) AS some`,
      [...values, limit],
    );
    return Number(row?.total);
  }
}

const within = ({ column, until }: AgingTable, { from, to }: Past) => ({
  where: [
    `${column} < ?`,
    ...(from === null ? [] : [`${column} >= ?`]),
    ...(until ? [`${until} < ?`] : []),
  ].join(' AND '),
  values: [to, ...(from === null ? [] : [from]), ...(until ? [to] : [])],
});
