import { Injectable } from '@nestjs/common';
import { bytesToUuid, Sql, uuidToBytes } from '@trailmark/platform';

/** When findings of a user were first found, in their present episode. */
@Injectable()
export class InsightsRepository {
  /** Notes that they were found at `at`. One that was last seen before `episodeFrom` begins anew. */
  async see(sql: Sql, userId: string, ids: string[], at: Date, episodeFrom: Date): Promise<void> {
    await sql.query(
      `INSERT INTO insights (user_id, fingerprint, created_at, seen_at) VALUES ?
         ON DUPLICATE KEY UPDATE
           created_at = IF(seen_at < ?, VALUES(created_at), created_at),
           seen_at = GREATEST(seen_at, VALUES(seen_at))`,
      [ids.toSorted().map((id) => [userId, uuidToBytes(id), at, at]), episodeFrom],
    );
  }

  async firstFound(sql: Sql, userId: string, ids: string[]): Promise<Map<string, Date>> {
    const rows = await sql.query<{ fingerprint: Buffer; created_at: Date }[]>(
      'SELECT fingerprint, created_at FROM insights WHERE user_id = ? AND fingerprint IN (?)',
      [userId, ids.map(uuidToBytes)],
    );
    return new Map(rows.map((row) => [bytesToUuid(row.fingerprint), row.created_at]));
  }

  /** @returns how many were removed, at most `limit`. */
  async forget(sql: Sql, seenBefore: Date, limit: number): Promise<number> {
    const { affectedRows } = await sql.query<{ affectedRows: number }>(
      'DELETE FROM insights WHERE seen_at < ? LIMIT ?',
      [seenBefore, limit],
    );
    return affectedRows;
  }
}
