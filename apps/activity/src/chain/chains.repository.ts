import { Injectable } from '@nestjs/common';
import { sendAlong, Sql } from '@trailmark/platform';
import { ActivityEntity } from '../activities/activity.entity.js';
import { NO_HASH } from './activity-hash.js';
import { ChainHead, ChainKey, slotOf } from './chaining.js';
import { nextMonth, startOfMonth } from './month.js';

interface HeadRow {
  userId: string;
  month: string;
  seq: number;
  hash: Buffer;
  anchorMonth: string | null;
  anchorSeq: number | null;
}

const COLUMNS = `user_id AS userId, DATE_FORMAT(month, '%Y-%m-%d') AS month, seq, hash,
  DATE_FORMAT(anchor_month, '%Y-%m-%d') AS anchorMonth, anchor_seq AS anchorSeq`;

const toHead = (row: HeadRow): ChainHead => ({
  userId: row.userId,
  month: row.month,
  seq: row.seq,
  hash: row.hash.toString('hex'),
  anchor:
    row.anchorMonth !== null && row.anchorSeq !== null
      ? { month: row.anchorMonth, seq: row.anchorSeq }
      : null,
});

const toRow = ({ userId, month, seq, hash, anchor }: ChainHead): unknown[] => [
  userId,
  month,
  seq,
  Buffer.from(hash, 'hex'),
  anchor?.month ?? null,
  anchor?.seq ?? null,
];

/** The heads of the chains, and the rows as the chains order them. */
@Injectable()
export class ChainsRepository {
  /**
   * Makes this transaction the only one that can continue these chains.
   * @param keys sorted, so that writers do not cross.
   * @returns their heads by slot; a new chain continues the user's latest earlier one.
   */
  async lock(sql: Sql, keys: ChainKey[]): Promise<Map<string, ChainHead>> {
    const fresh = keys.map((key): ChainHead => ({ ...key, seq: 0, hash: NO_HASH, anchor: null }));
    await sendAlong(
      sql,
      `INSERT INTO activity_chains (user_id, month, seq, hash, anchor_month, anchor_seq) VALUES ?
         ON DUPLICATE KEY UPDATE user_id = VALUES(user_id)`,
      [fresh.map(toRow)],
    );
    const rows: HeadRow[] = await sql.query(
      `SELECT ${COLUMNS} FROM activity_chains WHERE (user_id, month) IN (?) FOR UPDATE`,
      [keys.map(({ userId, month }) => [userId, month])],
    );
    const heads = rows.map(toHead);
    const anchored = await this.anchor(
      sql,
      heads.filter(({ seq }) => seq === 0),
    );
    return new Map([...heads, ...anchored].map((head) => [slotOf(head), head]));
  }

  async save(sql: Sql, heads: ChainHead[]): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO activity_chains (user_id, month, seq, hash, anchor_month, anchor_seq) VALUES ?
         ON DUPLICATE KEY UPDATE seq = VALUES(seq), hash = VALUES(hash),
           anchor_month = VALUES(anchor_month), anchor_seq = VALUES(anchor_seq)`,
      [heads.map(toRow)],
    );
  }

  /** A user's chains from a month on, oldest first. */
  async heads(sql: Sql, userId: string, since: string): Promise<ChainHead[]> {
    const rows: HeadRow[] = await sql.query(
      `SELECT ${COLUMNS} FROM activity_chains
        WHERE user_id = ? AND month >= ? AND seq > 0 ORDER BY activity_chains.month`,
      [userId, since],
    );
    return rows.map(toHead);
  }

  /** The rows of a chain numbered `from` to `to`, at most `limit`: a forged log may hold more than that. */
  links(
    sql: Sql,
    key: ChainKey,
    range: { from: number; to: number },
    limit: number,
  ): Promise<ActivityEntity[]> {
    return this.rowsOf(sql, key)
      .andWhere('activity.chainSeq BETWEEN :from AND :to', range)
      .orderBy('activity.chainSeq')
      .limit(limit)
      .getMany();
  }

  /** A row of the chain numbered above `seq`, or null. */
  beyond(sql: Sql, key: ChainKey, seq: number): Promise<ActivityEntity | null> {
    return this.rowsOf(sql, key).andWhere('activity.chainSeq > :seq', { seq }).limit(1).getOne();
  }

  /** A row for whose number the chain has no place, or null. */
  outside(sql: Sql, key: ChainKey, seq: number): Promise<ActivityEntity | null> {
    return this.rowsOf(sql, key)
      .andWhere('activity.chainSeq NOT BETWEEN 1 AND :seq', { seq })
      .limit(1)
      .getOne();
  }

  /** A row of a user in `[from, to)`, or null. */
  between(sql: Sql, userId: string, from: Date, to: Date): Promise<ActivityEntity | null> {
    return sql
      .createQueryBuilder(ActivityEntity, 'activity')
      .useIndex('idx_user_timestamp')
      .where('activity.userId = :userId', { userId })
      .andWhere('activity.timestamp >= :from AND activity.timestamp < :to', { from, to })
      .limit(1)
      .getOne();
  }

  private rowsOf(sql: Sql, { userId, month }: ChainKey) {
    return sql
      .createQueryBuilder(ActivityEntity, 'activity')
      .useIndex('idx_user_chain')
      .where('activity.userId = :userId', { userId })
      .andWhere('activity.timestamp >= :first AND activity.timestamp < :end', {
        first: startOfMonth(month),
        end: startOfMonth(nextMonth(month)),
      });
  }

  /** Lets new chains continue what is committed of their users' earlier ones. */
  private async anchor(sql: Sql, fresh: ChainHead[]): Promise<ChainHead[]> {
    if (fresh.length === 0) return [];
    const rows: HeadRow[] = await sql.query(
      `SELECT ${COLUMNS} FROM activity_chains
        WHERE user_id IN (?) AND seq > 0 ORDER BY activity_chains.month DESC`,
      [[...new Set(fresh.map(({ userId }) => userId))]],
    );
    const newestFirst = rows.map(toHead);
    return fresh.map((head) => {
      const last = newestFirst.find(
        ({ userId, month }) => userId === head.userId && month < head.month,
      );
      return last
        ? { ...head, hash: last.hash, anchor: { month: last.month, seq: last.seq } }
        : head;
    });
  }
}
