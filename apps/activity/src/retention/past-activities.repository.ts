import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { ChainKey } from '../chain/chaining.js';
import { RemovedLink } from '../chain/removed-links.js';

/** Tables of what is counted by day. */
const DAYS = ['activity_tag_days', 'activity_days'] as const;

/** An activity with its link. */
export interface PastActivity extends RemovedLink {
  id: Buffer;
  timestamp: Date;
}

interface Row {
  id: Buffer;
  timestamp: Date;
  seq: number;
  previousHash: Buffer;
  hash: Buffer;
}

/** One user's rows from before a day (UTC, `YYYY-MM-DD`). */
@Injectable()
export class PastActivitiesRepository {
  async exists(sql: Sql, userId: string, day: string): Promise<boolean> {
    const rows: unknown[] = await sql.query(
      `SELECT 1 FROM (
         (SELECT 1 AS one FROM activity_logs WHERE user_id = ? AND timestamp < ? LIMIT 1)
         UNION ALL (SELECT 1 AS one FROM activity_tag_days WHERE user_id = ? AND day < ? LIMIT 1)
         UNION ALL (SELECT 1 AS one FROM activity_days WHERE user_id = ? AND day < ? LIMIT 1)
       ) AS found LIMIT 1`,
      [userId, day, userId, day, userId, day],
    );
    return rows.length > 0;
  }

  /** The first activities, oldest first. */
  async first(sql: Sql, userId: string, day: string, limit: number): Promise<PastActivity[]> {
    const rows: Row[] = await sql.query(
      `SELECT id, timestamp, chain_seq AS seq, previous_hash AS previousHash, hash
         FROM activity_logs FORCE INDEX (idx_user_timestamp)
        WHERE user_id = ? AND timestamp < ? ORDER BY timestamp LIMIT ?`,
      [userId, day, limit],
    );
    return rows.map((row) => ({
      ...row,
      previousHash: row.previousHash.toString('hex'),
      hash: row.hash.toString('hex'),
    }));
  }

  /** Until this transaction ends nobody else continues or shortens the chains. @param keys sorted. */
  async lockChains(sql: Sql, keys: ChainKey[]): Promise<void> {
    await sql.query(
      `SELECT 1 FROM activity_chains WHERE ${keys.map(() => '(user_id = ? AND month = ?)').join(' OR ')}
        ORDER BY activity_chains.month FOR UPDATE`,
      keys.flatMap(({ userId, month }) => [userId, month]),
    );
  }

  /** @param activities oldest first. */
  async delete(sql: Sql, activities: PastActivity[]): Promise<void> {
    await sql.query('DELETE FROM activity_logs WHERE id IN (?) AND timestamp BETWEEN ? AND ?', [
      activities.map(({ id }) => id),
      activities.at(0)?.timestamp,
      activities.at(-1)?.timestamp,
    ]);
  }

  /** Deletes what is counted of the days; at most `limit` rows of each table. */
  async deleteDays(sql: Sql, userId: string, day: string, limit: number): Promise<number> {
    let deleted = 0;
    for (const table of DAYS) {
      const { affectedRows }: { affectedRows: number } = await sql.query(
        `DELETE FROM ${table} WHERE user_id = ? AND day < ? LIMIT ?`,
        [userId, day, limit],
      );
      deleted += affectedRows;
    }
    return deleted;
  }
}
