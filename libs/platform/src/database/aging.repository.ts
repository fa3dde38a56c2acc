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
    const { name, column, until } = table;
    const conditions = [
      `${column} < ?`,
      ...(past.from === null ? [] : [`${column} >= ?`]),
      ...(until ? [`${until} < ?`] : []),
    ];
    const values = [
      past.to,
      ...(past.from === null ? [] : [past.from]),
      ...(until ? [past.to] : []),
    ];
    const { affectedRows }: { affectedRows: number } = await sql.query(
      `DELETE FROM ${name} WHERE ${conditions.join(' AND ')} ORDER BY ${column} LIMIT ?`,
      [...values, limit],
    );
    return affectedRows;
  }
}
