import { type Connection, type RowDataPacket } from 'mysql2/promise';

/** What the tables hold under clients' ids, counted apart from the product's code. */
export interface Stored {
  /** Clients' ids that a row is stored under. */
  keys: Set<string>;
  rows: number;
}

/** @param table of facts, `schema.table`; the ledger is its schema's. */
export const storedUnder = async (
  sql: Connection,
  table: string,
  usersFrom: string,
): Promise<Stored> => {
  const [schema] = table.split('.');
  const [found] = await sql.query<RowDataPacket[]>(
    `SELECT k.client_key AS name FROM ${schema}.ingest_keys k
       JOIN ${table} f ON f.id = k.fact_id WHERE k.user_id LIKE ?`,
    [`${usersFrom}%`],
  );
  const [[counted]] = await sql.query<RowDataPacket[]>(
    `SELECT COUNT(*) AS n FROM ${table} WHERE user_id LIKE ?`,
    [`${usersFrom}%`],
  );
  return { keys: new Set(found.map(({ name }) => String(name))), rows: Number(counted?.n) };
};
