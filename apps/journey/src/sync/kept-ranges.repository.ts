import { Injectable } from '@nestjs/common';
import { bytesToUuid, Sql, uuidToBytes } from '@trailmark/platform';
import { Micros } from '../posthog/micros.js';
import { KeptGroup, KeptRange, LOWEST_ID } from './kept-range.js';

interface Row {
  distinct_id: string;
  kept_from: string;
  kept_from_id: Buffer;
  kept_to: string;
}

/** As text: a Date would lose the microseconds. */
const MICROS = '%Y-%m-%d %H:%i:%s.%f';

/** How much of PostHog's events of each distinct id is kept. */
@Injectable()
export class KeptRangesRepository {
  async find(sql: Sql, distinctIds: string[]): Promise<{ distinctId: string; range: KeptRange }[]> {
    if (distinctIds.length === 0) return [];
    const rows: Row[] = await sql.query(
      `SELECT distinct_id, kept_from_id,
              DATE_FORMAT(kept_from, ?) AS kept_from, DATE_FORMAT(kept_to, ?) AS kept_to
         FROM sync_state WHERE distinct_id IN (?) ORDER BY distinct_id`,
      [MICROS, MICROS, distinctIds],
    );
    return rows.map((row) => ({
      distinctId: row.distinct_id,
      range: { from: row.kept_from, fromId: bytesToUuid(row.kept_from_id), to: row.kept_to },
    }));
  }

  /** Ids of which nothing is kept since `from` begin anew at `at`, with nothing kept. */
  async open(sql: Sql, distinctIds: string[], from: Micros, at: Micros): Promise<void> {
    if (distinctIds.length === 0) return;
    const sorted = distinctIds.toSorted();
    const lowest = uuidToBytes(LOWEST_ID);
    await sql.query(
      `INSERT INTO sync_state (distinct_id, kept_from, kept_from_id, kept_to) VALUES ?
           ON DUPLICATE KEY UPDATE distinct_id = sync_state.distinct_id`,
      [sorted.map((id) => [id, at, lowest, at])],
    );
    await sql.query(
      `UPDATE sync_state SET kept_from = ?, kept_from_id = ?, kept_to = ?
        WHERE distinct_id IN (?) AND kept_to < ?`,
      [at, lowest, at, sorted, from],
    );
  }

  /** @returns false, with some of it done, when somebody else moved one of them meanwhile. */
  async move(sql: Sql, { distinctIds, range }: KeptGroup, next: KeptRange): Promise<boolean> {
    const { affectedRows } = await sql.query<{ affectedRows: number }>(
      `UPDATE sync_state SET kept_from = ?, kept_from_id = ?, kept_to = ?
        WHERE distinct_id IN (?) AND kept_from = ? AND kept_from_id = ? AND kept_to = ?`,
      [
        ...[next.from, uuidToBytes(next.fromId), next.to],
        distinctIds,
        ...[range.from, uuidToBytes(range.fromId), range.to],
      ],
    );
    return affectedRows === distinctIds.length;
  }

  /** @returns how many were removed, at most `limit`. */
  async forget(sql: Sql, keptBefore: Date, limit: number): Promise<number> {
    const { affectedRows } = await sql.query<{ affectedRows: number }>(
      'DELETE FROM sync_state WHERE kept_to < ? LIMIT ?',
      [keptBefore, limit],
    );
    return affectedRows;
  }
}
