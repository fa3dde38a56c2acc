import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';

/** `schema.table` of each of the product's tables. */
const tablesOf = async (sql: Connection): Promise<string[]> => {
  const [rows] = await sql.query<RowDataPacket[]>(
    `SELECT CONCAT(table_schema, '.', table_name) AS name FROM information_schema.tables
      WHERE table_schema LIKE 'trailmark\\_%' AND table_type = 'BASE TABLE'
      ORDER BY 1`,
  );
  return rows.map(({ name }) => String(name));
};

/** A checksum over all rows of each of the product's tables. */
export const checksums = async (url: string): Promise<Map<string, string>> => {
  const sql = await createConnection({ uri: url });
  try {
    const tables = await tablesOf(sql);
    const [rows] = await sql.query<RowDataPacket[]>(`CHECKSUM TABLE ${tables.join(', ')}`);
    return new Map(rows.map((row) => [String(row.Table), String(row.Checksum)]));
  } finally {
    await sql.end();
  }
};
