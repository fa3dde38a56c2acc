import { bytesToUuid, parseJson } from '@trailmark/platform';
import { UserTable } from './personal-data.js';

/** A column as the schema tells it. */
export interface ColumnShape {
  name: string;
  /** In small letters, such as `varchar`. */
  type: string;
  /** Bytes of the longest value, of text and binary columns. */
  length: number;
}

const UUID_BYTES = 16;

const INSTANTS = new Set(['datetime', 'timestamp']);
const NUMBERS = new Set(['decimal', 'bigint']);
const BYTES = new Set(['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob']);
/** MariaDB tells a JSON column as long text, which we use for nothing else. */
const JSONS = new Set(['json', 'longtext']);

/** Dates come as text: the driver would cut them to milliseconds. */
const selectedOne = ({ name, type }: ColumnShape): string =>
  INSTANTS.has(type) || type === 'date'
    ? `CAST(\`${name}\` AS CHAR) AS \`${name}\``
    : `\`${name}\``;

/** What a key column is compared and remembered as: an enum sorts by the number of its value. */
const compared = ({ name, type }: ColumnShape): string =>
  type === 'enum' ? `(\`${name}\` + 0)` : `\`${name}\``;

const remembered = (column: ColumnShape): string => {
  if (BYTES.has(column.type)) return `HEX(\`${column.name}\`)`;
  return column.type === 'enum' ? compared(column) : `CAST(\`${column.name}\` AS CHAR)`;
};

const bound = ({ type }: ColumnShape): string => (BYTES.has(type) ? 'UNHEX(?)' : '?');

export const selected = (columns: ColumnShape[], key: ColumnShape[]): string =>
  [
    ...columns.map(selectedOne),
    ...key.map((column) => `${remembered(column)} AS \`key_${column.name}\``),
  ].join(', ');

/** By the table's columns, whose names the selected text has, too: an index that has them is then used. */
export const orderedBy = (table: string, key: ColumnShape[]): string =>
  key.map(({ name }) => `${table}.\`${name}\``).join(', ');

/** A condition with its values: the rows after a key, in the order of keys. */
export const isAfter = (
  key: ColumnShape[],
  after: (string | number)[],
): [sql: string, values: unknown[]] => {
  const [sql, values] = key.reduceRight<[string, unknown[]]>(
    ([rest, restValues], column, index) => {
      const [name, value] = [compared(column), bound(column)];
      return [
        `(${name} > ${value} OR (${name} = ${value} AND ${rest}))`,
        [after[index], after[index], ...restValues],
      ];
    },
    ['FALSE', []],
  );
  const [first] = key;
  if (!first) return [sql, values];
  return [`${compared(first)} >= ${bound(first)} AND ${sql}`, [after[0], ...values]];
};

/** Which rows of a table are a user's. */
export const whereOf = (
  { column, where }: UserTable,
  subjects: string[],
): [sql: string, values: unknown[]] => {
  const sql = where ?? `\`${column}\` IN (?)`;
  return [sql, [...sql.matchAll(/\?/g)].map(() => subjects)];
};

/** A column's value as it is exported. */
export const valueOf = ({ name, type, length }: ColumnShape, row: Record<string, unknown>) => {
  const value = row[name] ?? null;
  if (value === null) return null;
  if (JSONS.has(type)) return parseJson(value);
  if (INSTANTS.has(type)) return `${String(value).replace(' ', 'T')}Z`;
  if (NUMBERS.has(type)) return Number(value);
  if (!BYTES.has(type)) return value;
  const bytes = value as Buffer;
  const isId = type === 'binary' && length === UUID_BYTES;
  return isId ? bytesToUuid(bytes) : bytes.toString('base64');
};
