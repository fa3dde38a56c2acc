import { Injectable } from '@nestjs/common';
import { ErrorBody } from '@trailmark/contracts';
import { parseJson, Sql, uuidToBytes } from '@trailmark/platform';
import { Micros } from '../posthog/micros.js';
import { QuestionState, UNASKED } from './question-state.js';

interface Row {
  distinct_ids: unknown;
  resolved_at: Date | null;
  covered_from: string | null;
  last_synced_at: Date | null;
}

/** What was asked of PostHog, and who is at it. */
@Injectable()
export class QuestionsRepository {
  async find(sql: Sql, question: string): Promise<QuestionState> {
    const rows: Row[] = await sql.query(
      `SELECT distinct_ids, resolved_at, last_synced_at,
              DATE_FORMAT(covered_from, '%Y-%m-%d %H:%i:%s.%f') AS covered_from
         FROM sync_questions WHERE question = ?`,
      [question],
    );
    return rows.map(toState)[0] ?? UNASKED;
  }

  /** @returns whether it is this holder's until then: nobody else's is still running at `now`. */
  async claim(
    sql: Sql,
    question: string,
    { holder, now, until }: { holder: string; now: Date; until: Date },
  ): Promise<boolean> {
    await sql.query(
      `INSERT INTO sync_questions (question, asked_at) VALUES (?, ?)
           ON DUPLICATE KEY UPDATE asked_at = VALUES(asked_at)`,
      [question, now],
    );
    const { affectedRows } = await sql.query<{ affectedRows: number }>(
      `UPDATE sync_questions SET lease = ?, leased_until = ?
        WHERE question = ? AND (lease IS NULL OR lease = ? OR leased_until <= ?)`,
      [uuidToBytes(holder), until, question, uuidToBytes(holder), now],
    );
    return affectedRows === 1;
  }

  async release(sql: Sql, question: string, holder: string): Promise<void> {
    await sql.query(
      `UPDATE sync_questions SET lease = NULL, leased_until = NULL WHERE question = ? AND lease = ?`,
      [question, uuidToBytes(holder)],
    );
  }

  /** @param at null: as if it had been long ago. */
  async resolved(sql: Sql, question: string, ids: string[], at: Date | null): Promise<void> {
    await sql.query(
      'UPDATE sync_questions SET distinct_ids = ?, resolved_at = ? WHERE question = ?',
      [JSON.stringify(ids), at, question],
    );
  }

  async synced(sql: Sql, question: string, coveredFrom: Micros, at: Date): Promise<void> {
    await sql.query(
      `UPDATE sync_questions SET covered_from = ?, last_synced_at = ?, last_error = NULL
        WHERE question = ?`,
      [coveredFrom, at, question],
    );
  }

  /** For an operator to read. */
  async failed(sql: Sql, question: string, error: ErrorBody): Promise<void> {
    await sql.query('UPDATE sync_questions SET last_error = ? WHERE question = ?', [
      JSON.stringify(error),
      question,
    ]);
  }

  /** @returns how many were removed, at most `limit`. */
  async forget(sql: Sql, askedBefore: Date, limit: number): Promise<number> {
    const { affectedRows } = await sql.query<{ affectedRows: number }>(
      'DELETE FROM sync_questions WHERE asked_at < ? LIMIT ?',
      [askedBefore, limit],
    );
    return affectedRows;
  }
}

const toState = (row: Row): QuestionState => ({
  distinctIds: parseJson<string[]>(row.distinct_ids),
  resolvedAt: row.resolved_at,
  coveredFrom: row.covered_from,
  lastSyncedAt: row.last_synced_at,
});
