import { randomBytes } from 'node:crypto';
import { TestSchema } from '@trailmark/testing';

interface Column {
  name: string;
  type: string;
  /** As it was declared; an ENUM's values stand in it. */
  declared: string;
  length: number | null;
}

/** A value that the column takes; texts and binaries differ each time, so that no key is there twice. */
const valueFor = ({ type, declared, length }: Column): unknown => {
  switch (type) {
    case 'binary':
    case 'varbinary':
      return randomBytes(length ?? 16);
    case 'char':
    case 'varchar':
      return randomBytes(16)
        .toString('hex')
        .slice(0, length ?? 32);
    case 'enum':
      return /'([^']+)'/.exec(declared)?.[1];
    case 'date':
      return '2026-01-15';
    case 'datetime':
      return '2026-01-15 10:00:00';
    case 'json':
    case 'text':
    case 'longtext':
      return '{}';
    default:
      return 1;
  }
};

/**
 * Writes into every table of a schema as processes of the version before do: by the names of the columns
 * that were there when it was made, all of them.
 */
export class OldWriter {
  /** Rows written, by table. */
  readonly written = new Map<string, number>();

  private constructor(
    private readonly schema: TestSchema,
    private readonly tables: Map<string, Column[]>,
  ) {}

  /** Guards have one row, which nobody adds to. */
  static async of(schema: TestSchema): Promise<OldWriter> {
    const columns = await schema.query<Column & { table: string }>(
      `SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS name, DATA_TYPE AS type,
              COLUMN_TYPE AS declared, CAST(CHARACTER_MAXIMUM_LENGTH AS SIGNED) AS length
         FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations'
          AND TABLE_NAME NOT LIKE '%\\_guard' AND GENERATION_EXPRESSION IS NULL
        ORDER BY TABLE_NAME, ORDINAL_POSITION`,
    );
    const tables = new Map<string, Column[]>();
    for (const { table, ...column } of columns)
      tables.set(table, [...(tables.get(table) ?? []), column]);
    return new OldWriter(schema, tables);
  }

  /** One row into each table. @throws what the database says, when it takes one no longer. */
  async write(): Promise<void> {
    for (const [table, columns] of this.tables) {
      const names = columns.map(({ name }) => `\`${name}\``).join(', ');
      const places = columns.map(() => '?').join(', ');
      await this.schema.query(
        `INSERT INTO ${table} (${names}) VALUES (${places})`,
        columns.map(valueFor),
      );
      this.written.set(table, (this.written.get(table) ?? 0) + 1);
    }
  }

  /** Rows that are read by the same names, by table. */
  async read(): Promise<Map<string, number>> {
    const read = new Map<string, number>();
    for (const [table, columns] of this.tables) {
      const names = columns.map(({ name }) => `\`${name}\``).join(', ');
      const rows = await this.schema.query(`SELECT ${names} FROM ${table}`);
      read.set(table, rows.length);
    }
    return read;
  }
}
