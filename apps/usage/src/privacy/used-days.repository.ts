import { Injectable } from '@nestjs/common';
import { Day } from '@trailmark/measures';
import { parseJson, Sql } from '@trailmark/platform';

/** A day of a user, and the features that were submitted for it. */
export interface UsedDay {
  id: Buffer;
  date: Day;
  names: string[];
}

interface Raw {
  id: Buffer;
  date: Day;
  names: unknown;
}

/** What users submitted by day, and what of it anybody else did. */
@Injectable()
export class UsedDaysRepository {
  async oldest(sql: Sql, userIds: string[], limit: number): Promise<UsedDay[]> {
    const rows: Raw[] = await sql.query(
      `SELECT id, CAST(date AS CHAR) AS date,
              JSON_EXTRACT(submission, '$.features_used[*].feature_name') AS names
         FROM usage_metrics WHERE user_id IN (?) ORDER BY usage_metrics.date LIMIT ?`,
      [userIds, limit],
    );
    return rows.map(({ id, date, names }) => ({ id, date, names: parseJson(names) ?? [] }));
  }

  /** @returns how many went. */
  async remove(sql: Sql, days: UsedDay[]): Promise<number> {
    if (days.length === 0) return 0;
    const { affectedRows }: { affectedRows: number } = await sql.query(
      'DELETE FROM usage_metrics WHERE id IN (?)',
      [days.map(({ id }) => id)],
    );
    return affectedRows;
  }

  /** Those of the features that nobody but the users submitted for the day. */
  async unused(sql: Sql, userIds: string[], date: Day, names: string[]): Promise<string[]> {
    const others: { name: string }[] = await sql.query(
      `SELECT DISTINCT used.name COLLATE utf8mb4_bin AS name
         FROM usage_metrics AS others,
              JSON_TABLE(others.submission, '$.features_used[*]' COLUMNS (
                name VARCHAR(255) PATH '$.feature_name',
                uses BIGINT PATH '$.usage_count')) AS used
        WHERE others.date = ? AND others.user_id NOT IN (?) AND used.uses > 0`,
      [date, userIds],
    );
    const kept = new Set(others.map(({ name }) => name));
    return names.filter((name) => !kept.has(name));
  }

  async forgetFeatures(sql: Sql, date: Day, names: string[]): Promise<void> {
    if (names.length === 0) return;
    await sql.query('DELETE FROM submitted_features WHERE date = ? AND feature_name IN (?)', [
      date,
      names,
    ]);
  }
}
