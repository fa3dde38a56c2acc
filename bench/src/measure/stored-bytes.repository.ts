import { type Connection, type RowDataPacket } from 'mysql2/promise';

/** What one schema has in its tables and their indexes, in bytes. */
export interface StoredBytes {
  /** The raw facts alone. */
  raw: number;
  all: number;
}

/** Pages as the server counts them, so that small differences are whole pages of 16 KiB. */
export const storedBytes = async (sql: Connection, rawTable: string): Promise<StoredBytes> => {
  const [schema, raw] = rawTable.split('.');
  const [tables] = await sql.query<RowDataPacket[]>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?`,
    [schema],
  );
  const names = tables.map(({ name }) => String(name));
  await sql.query(`ANALYZE TABLE ${names.map((name) => `${schema}.${name}`).join(', ')}`);
  const [sizes] = await sql.query<RowDataPacket[]>(
    `SELECT table_name AS name, data_length + index_length AS bytes
       FROM information_schema.tables WHERE table_schema = ?`,
    [schema],
  );
  const bytes = new Map(sizes.map((size) => [String(size.name), Number(size.bytes)]));
  const all = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  return { raw: bytes.get(raw ?? '') ?? 0, all };
};
