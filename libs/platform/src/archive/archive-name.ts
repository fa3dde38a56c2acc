/** The table that a month, `YYYYMM`, of a table is moved to. */
export const archiveName = (table: string, month: string): string => `archive_${table}_${month}`;

/** Tells which of the tables, and which month, an archive is of; null: of none. */
export const archivedMonth = (
  name: string,
  tables: readonly string[],
): { table: string; month: string } | null => {
  const [, table, month] = /^archive_(.+)_(\d{6})$/.exec(name) ?? [];
  return table && month && tables.includes(table) ? { table, month } : null;
};
