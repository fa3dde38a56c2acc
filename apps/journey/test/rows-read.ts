import { selectsOf, TestSchema } from '@trailmark/testing';
import { Connection, createConnection, RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';

const handled = async (connection: Connection): Promise<number> => {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%'
       AND Variable_name NOT LIKE '%rnd%'`,
  );
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
};

/** Rows that the server reads for some work, as it counts them itself, the statements sent alone. */
export const countRowsRead = async (
  dataSource: DataSource,
  schema: TestSchema,
  work: () => Promise<unknown>,
): Promise<number> => {
  const statements = await selectsOf(dataSource, work);
  const connection = await createConnection({ uri: schema.url, timezone: 'Z' });
  try {
    const before = await handled(connection);
    for (const [sql, values] of statements) await connection.query(sql, values);
    return (await handled(connection)) - before;
  } finally {
    await connection.end();
  }
};
