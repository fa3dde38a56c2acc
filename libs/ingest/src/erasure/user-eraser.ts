import { Injectable } from '@nestjs/common';
import { EraseUserDto, ErasedSoFar } from '@trailmark/contracts';
import { Database, Sql } from '@trailmark/platform';
import { DeadLetterEraser } from '../dead-letters/dead-letter-eraser.js';
import { ErasedUsers } from './erased-users.repository.js';
import { Erasure, ErasuresRepository } from './erasures.repository.js';
import { PersonalData, UserTable } from './personal-data.js';
import { UserTablesRepository } from './user-tables.repository.js';

/** How long one call works; well below the deadline of whoever asks. */
const WORK_MS = 1000;

/** Rows of one transaction: others wait for its locks. */
const CHUNK_ROWS = 500;

const soFar = ({ done, counts, posthog }: Erasure): ErasedSoFar => ({ done, counts, posthog });

const gone = (requestId: string): Error => new Error(`erasure ${requestId} is not there`);

/** Erases users from this service, some rows at a time. */
@Injectable()
export class UserEraser {
  constructor(
    private readonly database: Database,
    private readonly data: PersonalData,
    private readonly users: ErasedUsers,
    private readonly erasures: ErasuresRepository,
    private readonly tables: UserTablesRepository,
    private readonly deadLetters: DeadLetterEraser,
  ) {}

  /**
   * Goes on with an erasure for about a second. Nothing is stored about the user any more from the
   * first call on. Calling it again after a crash, or twice at once, counts every row once.
   */
  async erase({ request_id: requestId, user_id: userId }: EraseUserDto): Promise<ErasedSoFar> {
    const until = Date.now() + WORK_MS;
    const erasure = await this.begin(requestId, userId);
    if (erasure.done) return soFar(erasure);
    if (!(await this.emptyTables(erasure, until))) return soFar(await this.get(requestId));
    return soFar(await this.finish(erasure));
  }

  private begin(requestId: string, userId: string): Promise<Erasure> {
    return this.database.transaction(async (sql) => {
      const known = await this.erasures.find(sql, requestId);
      if (known) return known;
      await this.users.guard(sql);
      const subjects = await this.data.subjectsOf(sql, userId);
      await this.users.add(sql, subjects, new Date());
      await this.erasures.begin(sql, requestId, userId, subjects);
      const begun = await this.erasures.lock(sql, requestId);
      if (!begun) throw gone(requestId);
      return begun;
    });
  }

  /**
   * Goes over all tables until there is nothing in any: a month may be archived or restored meanwhile.
   * @returns whether nothing is left; not when the time was over before.
   */
  private async emptyTables(erasure: Erasure, until: number): Promise<boolean> {
    let removed: number;
    do {
      removed = 0;
      const tables = await this.database.read((sql) =>
        this.tables.withArchives(sql, this.data.tables),
      );
      for (const table of tables) {
        let some: number;
        do {
          if (Date.now() > until) return false;
          some = await this.eraseSome(erasure.requestId, table);
          removed += some;
        } while (some > 0);
      }
    } while (removed > 0);
    return true;
  }

  private eraseSome(requestId: string, table: UserTable): Promise<number> {
    return this.database.transaction(async (sql) => {
      const erasure = await this.lock(sql, requestId);
      if (erasure.done) return 0;
      const removed = await this.remove(sql, table, erasure.subjects);
      if (removed > 0) await this.erasures.save(sql, counting(erasure, { [table.name]: removed }));
      return removed;
    });
  }

  private remove(sql: Sql, table: UserTable, subjects: string[]): Promise<number> {
    const step = this.data.steps[table.name];
    return step
      ? step.erase(sql, subjects, CHUNK_ROWS)
      : this.tables.deleteSome(sql, table, subjects, CHUNK_ROWS);
  }

  private async finish({ requestId, subjects }: Erasure): Promise<Erasure> {
    const dead_letters = await this.deadLettersOf(subjects);
    const { counts, posthog = null } = await this.data.eraseElsewhere(subjects);
    return this.database.transaction(async (sql) => {
      const erasure = await this.lock(sql, requestId);
      if (erasure.done) return erasure;
      const finished = {
        ...counting(erasure, { ...counts, dead_letters }),
        posthog,
        done: true,
      };
      await this.erasures.save(sql, finished);
      await this.erasures.finish(sql, requestId);
      return finished;
    });
  }

  private deadLettersOf(subjects: string[]): Promise<number> {
    const { stream } = this.data;
    return stream ? this.deadLetters.erase(stream, subjects) : Promise.resolve(0);
  }

  private get(requestId: string): Promise<Erasure> {
    return this.database.read(async (sql) => {
      const erasure = await this.erasures.find(sql, requestId);
      if (!erasure) throw gone(requestId);
      return erasure;
    });
  }

  private async lock(sql: Sql, requestId: string): Promise<Erasure> {
    const erasure = await this.erasures.lock(sql, requestId);
    if (!erasure) throw gone(requestId);
    return erasure;
  }
}

const counting = (erasure: Erasure, more: Record<string, number>): Erasure => {
  const counts = { ...erasure.counts };
  for (const [name, count] of Object.entries(more)) {
    if (count > 0) counts[name] = (counts[name] ?? 0) + count;
  }
  return { ...erasure, counts };
};
