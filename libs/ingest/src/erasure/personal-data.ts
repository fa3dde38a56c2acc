import { FactStream, PostHogErasure } from '@trailmark/contracts';
import { Sql } from '@trailmark/platform';

/** A table with rows about users. */
export interface UserTable {
  name: string;
  /** Column that names the user; an index must begin with it. */
  column: string;
  /** Which rows are a user's, each `?` standing for the list of its ids. By default those that `column` names. */
  where?: string;
  /** Columns that leave the service in no export. */
  hidden?: readonly string[];
}

/** Deletes a table's rows about a user where that is not all there is to do. */
export interface ErasureStep {
  /**
   * Deletes at most `limit` rows and puts right what was counted of them, in the transaction that
   * notes how many went. Called again until none did.
   */
  erase(sql: Sql, subjects: string[], limit: number): Promise<number>;
}

/** What was removed that is in no table. */
export interface ErasedElsewhere {
  counts: Record<string, number>;
  posthog?: PostHogErasure | null;
}

/** What a service contributes to erasing and exporting users: where it keeps what. */
export abstract class PersonalData {
  /** In the order in which they are emptied. Archives made of them are found by their names. */
  abstract readonly tables: readonly UserTable[];

  /** Instead of plain deletions, by the table's name. */
  readonly steps: Readonly<Record<string, ErasureStep>> = {};

  /** Its facts' stream, whose dead letters are looked through. */
  readonly stream: FactStream | null = null;

  /** The ids under which the user is known here. Called under the guard. */
  subjectsOf(_sql: Sql, userId: string): Promise<string[]> {
    return Promise.resolve([userId]);
  }

  /** Removes what is kept outside the schema. Comes last, and again when it was interrupted. */
  eraseElsewhere(_subjects: string[]): Promise<ErasedElsewhere> {
    return Promise.resolve({ counts: {} });
  }
}

/** A service's ledger of ingestion. */
export const LEDGER_TABLES: readonly UserTable[] = [
  { name: 'ingest_keys', column: 'user_id' },
  { name: 'ingest_outcomes', column: 'user_id' },
];
