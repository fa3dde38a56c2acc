import { Injectable } from '@nestjs/common';
import { ExportedRow, ExportPage, ExportUserDto } from '@trailmark/contracts';
import { Database, NatsConnector, Sql, ValidationFailedError } from '@trailmark/platform';
import { decodePosition, encodePosition, ExportPosition } from './export-cursor.js';
import { PersonalData, UserTable } from './personal-data.js';
import { KeyedRow, RowKey, UserTablesRepository } from './user-tables.repository.js';

/** Rows that are in memory at a time. */
const SLICE_ROWS = 100;

/** Bytes of a page's rows, if NATS carries as much. */
const PAGE_BYTES = 512 * 1024;

/** NATS's own default. */
const DEFAULT_PAYLOAD = 1_048_576;

/** How long one page is worked on. */
const WORK_MS = 1000;

const sizeOf = (row: ExportedRow): number => Buffer.byteLength(JSON.stringify(row)) + 1;

/** Hands out everything that is held about a user, page by page. */
@Injectable()
export class UserExporter {
  constructor(
    private readonly database: Database,
    private readonly nats: NatsConnector,
    private readonly data: PersonalData,
    private readonly tables: UserTablesRepository,
  ) {}

  /**
   * Rows after the cursor: as many as fit in one message, and at least one if there is any.
   * @throws ValidationFailedError when the cursor is none of ours, or its table is gone.
   */
  page({ user_id: userId, cursor }: ExportUserDto): Promise<ExportPage> {
    const after = cursor ? decodePosition(cursor) : null;
    return this.database.read(async (sql) => {
      const subjects = await this.data.subjectsOf(sql, userId);
      const all = await this.tables.withArchives(sql, this.data.tables);
      return this.fill(sql, subjects, from(all, after), after);
    });
  }

  private async fill(
    sql: Sql,
    subjects: string[],
    tables: UserTable[],
    after: ExportPosition | null,
  ): Promise<ExportPage> {
    const page = new Page(this.roomBytes());
    let position = after;
    for (const table of tables) {
      let key: RowKey | null = position?.table === table.name ? position.key : null;
      let slice: KeyedRow[];
      do {
        slice = await this.tables.page(sql, table, subjects, key, SLICE_ROWS);
        for (const { row, key: reached } of slice) {
          if (!page.add({ table: table.name, row })) return page.until(position);
          key = reached;
          position = { table: table.name, key };
        }
        if (page.isLate) return page.until(position);
      } while (slice.length === SLICE_ROWS);
    }
    return page.until(null);
  }

  private roomBytes(): number {
    const payload = this.nats.get().info?.max_payload ?? DEFAULT_PAYLOAD;
    return Math.min(PAGE_BYTES, payload / 2);
  }
}

/** The cursor's table and those behind it. */
const from = (tables: UserTable[], after: ExportPosition | null): UserTable[] => {
  if (!after) return tables;
  const index = tables.findIndex(({ name }) => name === after.table);
  if (index >= 0) return tables.slice(index);
  throw new ValidationFailedError([
    { field: 'cursor', message: `cursor is of ${after.table}, which is not there any more` },
  ]);
};

class Page {
  private readonly rows: ExportedRow[] = [];
  private readonly end = Date.now() + WORK_MS;

  constructor(private room: number) {}

  /** Late only with something to go on from. */
  get isLate(): boolean {
    return this.rows.length > 0 && Date.now() > this.end;
  }

  /** @returns whether it fits; the first one always does. */
  add(row: ExportedRow): boolean {
    this.room -= sizeOf(row);
    if (this.room < 0 && this.rows.length > 0) return false;
    this.rows.push(row);
    return true;
  }

  until(position: ExportPosition | null): ExportPage {
    return { rows: this.rows, next_cursor: position && encodePosition(position) };
  }
}
