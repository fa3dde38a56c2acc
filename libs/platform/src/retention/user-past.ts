import { Sql } from '../database/database.js';

/** What a service contributes to keeping less of some users: how their rows of early days go. */
export interface UserPast {
  /** Whether anything is stored of the user from before the day (UTC, `YYYY-MM-DD`). */
  exists(sql: Sql, userId: string, day: string): Promise<boolean>;
  /**
   * Deletes some of the user's rows from before the day, with what is counted of them, in transactions
   * of its own of `limit` rows or so. When nothing is left, all that is counted equals a recount.
   * @returns how many facts went; 0: nothing is left.
   */
  deleteSome(userId: string, day: string, limit: number): Promise<number>;
}

export const USER_PAST = Symbol('USER_PAST');
