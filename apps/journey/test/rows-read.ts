import { TestSchema } from '@trailmark/testing';
import { Connection, createConnection, RowDataPacket } from 'mysql2/promise';
import { AbstractLogger, DataSource } from 'typeorm';

/** Listens to the statements that a data source sends. */
class Recorder extends AbstractLogger {
  readonly statements: [string, unknown[]][] = [];

  override logQuery(sql: string, values?: unknown[]): void {
    if (/^\(?SELECT/.test(sql.trimStart())) this.statements.push([sql, values ?? []]);
  }

  protected override writeLog(): void {
    return undefined;
  }
}

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
  const recorder = new Recorder();
  const { logger } = dataSource;
  dataSource.logger = recorder;
  try {
    await work();
  } finally {
    dataSource.logger = logger;
  }
  if (recorder.statements.length === 0) throw new Error('no SELECT was sent');
  const connection = await createConnection({ uri: schema.url, timezone: 'Z' });
  try {
    const before = await handled(connection);
    for (const [sql, values] of recorder.statements) await connection.query(sql, values);
    return (await handled(connection)) - before;
  } finally {
    await connection.end();
  }
};
