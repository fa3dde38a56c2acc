import { Database } from '../database/database.js';
import { withNamedLock } from '../database/named-lock.js';
import { partitionLock } from '../database/partition-maintainer.js';
import { archivedMonth, archiveName } from './archive-name.js';
import { ArchiveOptions } from './archive-options.js';
import { ArchiveRepository } from './archive.repository.js';
import { Restorer } from './restorer.js';

const DAY_MS = 86_400_000;

/** The maintainer holds a table for moments only. */
const LOCK_WAIT_S = 60;

const textOf = (month: string): string => `${month.slice(0, 4)}-${month.slice(4)}`;

/** Lists, restores and drops archived months of a service's tables; prints a line for each table. */
export class ArchiveJob {
  private readonly archives = new ArchiveRepository();
  private readonly restorer: Restorer;

  constructor(
    private readonly database: Database,
    private readonly tables: readonly string[],
    private readonly print: (line: string) => void,
  ) {
    this.restorer = new Restorer(database);
  }

  /** @returns the exit code: 1 when nothing of the month is archived. */
  async run(options: ArchiveOptions, now = new Date()): Promise<number> {
    if (options.job === 'list') return this.list();
    const { month } = options;
    const heldUntil =
      options.job === 'restore'
        ? new Date(now.getTime() + options.days * DAY_MS).toISOString().slice(0, 10)
        : null;
    let found = 0;
    for (const table of this.tables) {
      const line = await this.locked(table, () =>
        heldUntil === null ? this.drop(table, month) : this.restore(table, month, heldUntil),
      );
      if (line === null) continue;
      found += 1;
      this.print(line);
    }
    if (found === 0) this.print(`nothing of ${textOf(month)} is archived`);
    return found === 0 ? 1 : 0;
  }

  private async list(): Promise<number> {
    for (const { name, rows, bytes } of await this.database.read((sql) =>
      this.archives.list(sql),
    )) {
      const archived = archivedMonth(name, this.tables);
      if (!archived) continue;
      const size = `about ${rows} rows, ${Math.ceil(bytes / 1024)} KiB`;
      this.print(`${textOf(archived.month)} ${archived.table}: ${size}`);
    }
    return 0;
  }

  private async restore(table: string, month: string, heldUntil: string): Promise<string | null> {
    const rows = await this.restorer.restore(table, month, heldUntil);
    return rows === null
      ? null
      : `${textOf(month)} ${table}: ${rows} rows put back, kept until ${heldUntil}`;
  }

  private async drop(table: string, month: string): Promise<string | null> {
    const archive = archiveName(table, month);
    return this.database.read(async (sql) => {
      if (!(await this.archives.exists(sql, archive))) return null;
      await this.archives.drop(sql, archive);
      return `${textOf(month)} ${table}: dropped`;
    });
  }

  private async locked<T>(table: string, work: () => Promise<T>): Promise<T> {
    const held = await withNamedLock(
      this.database.dataSource,
      partitionLock(table),
      LOCK_WAIT_S,
      async () => ({ value: await work() }),
    );
    if (held === null) throw new Error(`${table} is being maintained; try again later`);
    return held.value;
  }
}
