import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';

export interface Failures {
  failures: number;
  lastAt: Date;
  lockedUntil: Date;
}

interface Raw {
  failures: number;
  last_at: Date;
  locked_until: Date;
}

/** Who failed how often; a subject is 32 bytes that tell nothing. */
@Injectable()
export class LoginFailuresRepository {
  /** The failures of a subject, for this transaction alone until it ends. */
  async lockOrMake(sql: Sql, subject: Buffer, now: Date): Promise<Failures> {
    await sql.query(
      `INSERT INTO login_failures (subject, failures, last_at, locked_until) VALUES (?, 0, ?, ?)
           ON DUPLICATE KEY UPDATE subject = login_failures.subject`,
      [subject, now, now],
    );
    const rows: Raw[] = await sql.query(
      `SELECT failures, last_at, locked_until FROM login_failures WHERE subject = ? FOR UPDATE`,
      [subject],
    );
    const [row] = rows;
    if (!row) throw new Error('failures just made are not there');
    return { failures: row.failures, lastAt: row.last_at, lockedUntil: row.locked_until };
  }

  async save(sql: Sql, subject: Buffer, { failures, lastAt, lockedUntil }: Failures) {
    await sql.query(
      'UPDATE login_failures SET failures = ?, last_at = ?, locked_until = ? WHERE subject = ?',
      [failures, lastAt, lockedUntil, subject],
    );
  }

  async remove(sql: Sql, subject: Buffer): Promise<void> {
    await sql.query('DELETE FROM login_failures WHERE subject = ?', [subject]);
  }

  /** Takes one failure back, with the wait that it would have cost. */
  async takeBack(sql: Sql, subject: Buffer, now: Date): Promise<void> {
    await sql.query(
      `UPDATE login_failures SET failures = failures - 1, locked_until = ?
        WHERE subject = ? AND failures > 0`,
      [now, subject],
    );
  }

  /** Removes those whose last failure was before an instant, at most `limit`. @returns how many. */
  async removeOld(sql: Sql, before: Date, limit: number): Promise<number> {
    const { affectedRows }: { affectedRows: number } = await sql.query(
      'DELETE FROM login_failures WHERE last_at < ? ORDER BY last_at LIMIT ?',
      [before, limit],
    );
    return affectedRows;
  }
}
