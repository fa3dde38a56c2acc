import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { type LimitJob } from './limit-process.js';

/** Rows of one statement, as many as one of Trailmark's commits has at most. */
const ROWS_A_STATEMENT = 2000;

/**
 * Reads rows that Trailmark stored, then inserts the same into a table like theirs: one connection,
 * statements one after the other, nothing around them.
 * @returns seconds that the inserts took.
 */
export const insertAgain = async ({ databaseUrl, from, to, rows }: LimitJob): Promise<number> => {
  const connection = await createConnection({ uri: databaseUrl, dateStrings: true });
  const [found] = await connection.query<RowDataPacket[]>(
    `SELECT * FROM ${from} ORDER BY created_at DESC, id LIMIT ?`,
    [rows],
  );
  const columns = await insertableColumns(connection, from);
  const values = found.map((row) => columns.map((column) => cellOf(row[column])));
  const started = performance.now();
  for (let at = 0; at < values.length; at += ROWS_A_STATEMENT) {
    await connection.query(`INSERT INTO ${to} (${columns.join(', ')}) VALUES ?`, [
      values.slice(at, at + ROWS_A_STATEMENT),
    ]);
  }
  const seconds = (performance.now() - started) / 1000;
  await connection.end();
  return seconds;
};

/** JSON comes back parsed from some servers, and goes in as text. */
const cellOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value)
    ? JSON.stringify(value)
    : value;

/** Columns that are not computed by the server. */
const insertableColumns = async (connection: Connection, table: string): Promise<string[]> => {
  const [columns] = await connection.query<RowDataPacket[]>(`SHOW COLUMNS FROM ${table}`);
  return columns
    .filter(({ Extra }) => !/GENERATED/i.test(String(Extra)))
    .map(({ Field }) => String(Field));
};
