import { Database, DatabaseConfig, dataSourceOptions, sendAlong, Sql } from '@trailmark/platform';
import { createSchema, TestSchema } from '@trailmark/testing';
import { DataSource } from 'typeorm';

const NO_SCHEMA = { entities: [], migrations: [], partitionedTables: [] };

const INSERT = 'INSERT INTO notes (id, text) VALUES ?';

/** How the table's ids are read. */
export const IDS = 'SELECT id FROM notes ORDER BY id';

const idsOf = (rows: { id: number }[]): number[] => rows.map(({ id }) => id);

export const insert = (sql: Sql, id: number, text: string | null = null): Promise<unknown> =>
  sql.query(INSERT, [[[id, text]]]);

export const insertAlong = (sql: Sql, id: number, text: string | null = null): Promise<void> =>
  sendAlong(sql, INSERT, [[[id, text]]]);

export const idsIn = async (sql: Sql): Promise<number[]> => idsOf(await sql.query(IDS));

export const valueOf = async (sql: Sql, expression: string): Promise<unknown> =>
  (await sql.query<{ value: unknown }[]>(`SELECT ${expression} AS value`))[0]?.value;

/** A schema of one table, `notes`, and the product's way to it. */
export class NotesDatabase {
  private constructor(
    readonly schema: TestSchema,
    readonly dataSource: DataSource,
    readonly database: Database,
  ) {}

  static async open(): Promise<NotesDatabase> {
    const schema = await createSchema();
    const options = dataSourceOptions({ databaseUrl: schema.url, poolSize: 3 }, NO_SCHEMA);
    const dataSource = new DataSource(options);
    const database = new Database(dataSource, { migrate: false } as DatabaseConfig);
    await database.ready();
    await schema.query('CREATE TABLE notes (id INT PRIMARY KEY, text LONGTEXT) ENGINE = InnoDB');
    return new NotesDatabase(schema, dataSource, database);
  }

  /** Ids as anybody else sees them. */
  async stored(): Promise<number[]> {
    return idsOf(await this.schema.query(IDS));
  }

  async clear(): Promise<void> {
    await this.schema.query('DELETE FROM notes');
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.schema.drop();
  }
}
