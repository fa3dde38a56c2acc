import { Injectable } from '@nestjs/common';
import { bytesToUuid, sendAlong, Sql, uuidToBytes } from '@trailmark/platform';
import { MetricEntity } from '../metrics/metric.entity.js';

/** A measurement whose page is asked for. */
export interface PageLookup {
  id: string;
  userId: string;
  sessionId: string;
  timestamp: Date;
  createdAt: Date;
}

interface LookupRow {
  id: Buffer;
  user_id: string;
  session_id: string;
  timestamp: Date;
  created_at: Date;
}

const LONGEST_PAUSE_S = 60;

const COLUMNS = 'id, user_id, session_id, timestamp, created_at';

const toLookup = (row: LookupRow): PageLookup => ({
  id: bytesToUuid(row.id),
  userId: row.user_id,
  sessionId: row.session_id,
  timestamp: row.timestamp,
  createdAt: row.created_at,
});

const idsOf = (lookups: { id: string }[]): Buffer[] =>
  lookups.map(({ id }) => uuidToBytes(id)).sort((a, b) => a.compare(b));

/** The queue of measurements without a page; replicas share it. */
@Injectable()
export class PageLookupsRepository {
  async insert(sql: Sql, metrics: MetricEntity[]): Promise<void> {
    if (metrics.length === 0) return;
    await sendAlong(sql, `INSERT INTO performance_page_lookups (${COLUMNS}, due_at) VALUES ?`, [
      metrics.map((metric) => [
        uuidToBytes(metric.id),
        metric.userId,
        metric.sessionId,
        metric.timestamp,
        metric.createdAt,
        metric.createdAt,
      ]),
    ]);
  }

  /** Takes what is due, and hides it from the other replicas until `hiddenUntil`. */
  async claim(sql: Sql, now: Date, hiddenUntil: Date, limit: number): Promise<PageLookup[]> {
    const rows: LookupRow[] = await sql.query(
      `SELECT ${COLUMNS} FROM performance_page_lookups
        WHERE due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED`,
      [now, limit],
    );
    if (rows.length === 0) return [];
    await sendAlong(sql, 'UPDATE performance_page_lookups SET due_at = ? WHERE id IN (?)', [
      hiddenUntil,
      rows.map(({ id }) => id),
    ]);
    return rows.map(toLookup);
  }

  /** What is open of one user, claimed by another replica or not. */
  async findOfUser(sql: Sql, userId: string, limit: number): Promise<PageLookup[]> {
    const rows: LookupRow[] = await sql.query(
      `SELECT ${COLUMNS} FROM performance_page_lookups WHERE user_id = ? LIMIT ?`,
      [userId, limit],
    );
    return rows.map(toLookup);
  }

  /**
   * Removes lookups that are answered or given up.
   * @returns ids of those that were still open: theirs is the answer that counts.
   */
  async take(sql: Sql, lookups: PageLookup[]): Promise<Set<string>> {
    const ids = idsOf(lookups);
    if (ids.length === 0) return new Set();
    const open: { id: Buffer }[] = await sql.query(
      'SELECT id FROM performance_page_lookups WHERE id IN (?) ORDER BY id FOR UPDATE',
      [ids],
    );
    if (open.length === 0) return new Set();
    await sendAlong(sql, 'DELETE FROM performance_page_lookups WHERE id IN (?)', [
      open.map(({ id }) => id),
    ]);
    return new Set(open.map(({ id }) => bytesToUuid(id)));
  }

  /** Lets lookups come up again: the older one is, the later. */
  async postpone(sql: Sql, lookups: PageLookup[], now: Date): Promise<void> {
    if (lookups.length === 0) return;
    await sendAlong(
      sql,
      `UPDATE performance_page_lookups
          SET due_at = DATE_ADD(?, INTERVAL
                LEAST(GREATEST(TIMESTAMPDIFF(SECOND, created_at, ?), 1), ${LONGEST_PAUSE_S}) SECOND)
        WHERE id IN (?)`,
      [now, now, idsOf(lookups)],
    );
  }
}
