import { Injectable } from '@nestjs/common';
import { parseJson, Sql } from '@trailmark/platform';
import { Settings, StoredConfig } from './stored-config.js';

interface Raw {
  user_id: string;
  version: number;
  config: unknown;
  unpublished: number;
  updated_at: Date;
}

const COLUMNS = 'user_id, version, config, unpublished, updated_at';

/** Users' configuration, and whom the gateways have not been told of. */
@Injectable()
export class ConfigRepository {
  async find(sql: Sql, userId: string): Promise<StoredConfig | null> {
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM analytics_config WHERE user_id = ?`,
      [userId],
    );
    return rows.map(toStored)[0] ?? null;
  }

  /** The same, for this transaction alone until it ends. */
  async lock(sql: Sql, userId: string): Promise<StoredConfig | null> {
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM analytics_config WHERE user_id = ? FOR UPDATE`,
      [userId],
    );
    return rows.map(toStored)[0] ?? null;
  }

  /** Makes the row of version 0, with nothing set, unless somebody else did. */
  async make(sql: Sql, userId: string, now: Date): Promise<void> {
    await sql.query(
      `INSERT INTO analytics_config
              (user_id, version, config, unpublished, created_at, updated_at)
       VALUES (?, 0, '{}', FALSE, ?, ?)
           ON DUPLICATE KEY UPDATE user_id = analytics_config.user_id`,
      [userId, now, now],
    );
  }

  async save(sql: Sql, stored: StoredConfig): Promise<void> {
    const { userId, version, settings, unpublished, updatedAt } = stored;
    await sql.query(
      `UPDATE analytics_config SET version = ?, config = ?, unpublished = ?, updated_at = ?
        WHERE user_id = ?`,
      [version, JSON.stringify(settings), unpublished, updatedAt, userId],
    );
  }

  async markPublished(sql: Sql, userId: string): Promise<void> {
    await sql.query('UPDATE analytics_config SET unpublished = FALSE WHERE user_id = ?', [userId]);
  }

  /** The next users with a retention of their own after one (null: the first), in the order of their ids. */
  async withRetention(sql: Sql, after: string | null, limit: number): Promise<StoredConfig[]> {
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM analytics_config FORCE INDEX (idx_own_retention)
        WHERE has_own_retention = TRUE ${after === null ? '' : 'AND user_id > ?'}
        ORDER BY user_id LIMIT ?`,
      after === null ? [limit] : [after, limit],
    );
    return rows.map(toStored);
  }

  /** The next unpublished users after one (null: the first), in the order of their ids. */
  async unpublished(sql: Sql, after: string | null, limit: number): Promise<string[]> {
    const rows: { user_id: string }[] = await sql.query(
      `SELECT user_id FROM analytics_config
        WHERE unpublished = TRUE ${after === null ? '' : 'AND user_id > ?'}
        ORDER BY user_id LIMIT ?`,
      after === null ? [limit] : [after, limit],
    );
    return rows.map(({ user_id }) => user_id);
  }

  /**
   * Marks the next users after one (null: the first) unpublished, in the order of their ids.
   * @returns the last of them; null when there was none.
   */
  async markUnpublished(sql: Sql, after: string | null, limit: number): Promise<string | null> {
    const beyond = after === null ? '' : 'WHERE user_id > ?';
    const rows: { user_id: string }[] = await sql.query(
      `SELECT user_id FROM analytics_config ${beyond} ORDER BY user_id LIMIT ?`,
      after === null ? [limit] : [after, limit],
    );
    const users = rows.map(({ user_id }) => user_id);
    if (users.length > 0) {
      await sql.query('UPDATE analytics_config SET unpublished = TRUE WHERE user_id IN (?)', [
        users,
      ]);
    }
    return users.at(-1) ?? null;
  }
}

const toStored = (raw: Raw): StoredConfig => ({
  userId: raw.user_id,
  version: raw.version,
  settings: parseJson<Settings>(raw.config) ?? {},
  unpublished: Boolean(raw.unpublished),
  updatedAt: raw.updated_at,
});
