import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';

/** One user's rows of days before a day, `YYYY-MM-DD`. */
@Injectable()
export class PastUsageRepository {
  async exists(sql: Sql, userId: string, day: string): Promise<boolean> {
    const rows: unknown[] = await sql.query(
      'SELECT 1 FROM usage_metrics WHERE user_id = ? AND date < ? LIMIT 1',
      [userId, day],
    );
    return rows.length > 0;
  }

  async deleteSome(sql: Sql, userId: string, day: string, limit: number): Promise<number> {
    const { affectedRows }: { affectedRows: number } = await sql.query(
      'DELETE FROM usage_metrics WHERE user_id = ? AND date < ? ORDER BY user_id, date LIMIT ?',
      [userId, day, limit],
    );
    return affectedRows;
  }
}
