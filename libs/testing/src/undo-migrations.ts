import { DataSource } from 'typeorm';

/** Takes migrations back, the latest first, up to and with the one of this name. */
export const undoFrom = async (source: DataSource, name: string): Promise<void> => {
  const ran = async (): Promise<boolean> => {
    const rows: unknown[] = await source.query('SELECT id FROM migrations WHERE name = ?', [name]);
    return rows.length > 0;
  };
  if (!(await ran())) throw new Error(`${name} did not run`);
  while (await ran()) await source.undoLastMigration({ transaction: 'each' });
};
