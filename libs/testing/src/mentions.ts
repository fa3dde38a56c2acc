import { TestSchema } from './schema.js';

const TEXTS = `'char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'json',
  'binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'`;

/**
 * Where a schema holds a text, as `table.column: rows`: every column of text, JSON and bytes of every
 * table is looked through, whatever the product thinks is in it.
 */
export const mentionsOf = async (schema: TestSchema, text: string): Promise<string[]> => {
  const columns = await schema.query<{ name: string; column: string }>(
    `SELECT c.TABLE_NAME AS name, c.COLUMN_NAME AS \`column\` FROM information_schema.COLUMNS c
       JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)
      WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE'
        AND c.DATA_TYPE IN (${TEXTS}) ORDER BY 1, 2`,
  );
  const found: string[] = [];
  for (const { name, column } of columns) {
    const [row] = await schema.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM \`${name}\`
        WHERE LOCATE(CAST(? AS BINARY), CAST(\`${column}\` AS BINARY)) > 0`,
      [text],
    );
    if (Number(row?.n) > 0) found.push(`${name}.${column}: ${row?.n}`);
  }
  return found;
};

/** Tables that have a column and no index that begins with it. */
export const unindexedBy = async (schema: TestSchema, column: string): Promise<string[]> => {
  const rows = await schema.query<{ name: string }>(
    `SELECT c.TABLE_NAME AS name FROM information_schema.COLUMNS c
      WHERE c.TABLE_SCHEMA = DATABASE() AND c.COLUMN_NAME = ?
        AND c.TABLE_NAME NOT LIKE 'archive\\_%' AND NOT EXISTS (
          SELECT 1 FROM information_schema.STATISTICS s
           WHERE s.TABLE_SCHEMA = c.TABLE_SCHEMA AND s.TABLE_NAME = c.TABLE_NAME
             AND s.COLUMN_NAME = c.COLUMN_NAME AND s.SEQ_IN_INDEX = 1)`,
    [column],
  );
  return rows.map(({ name }) => name);
};
