import { Injectable } from '@nestjs/common';
import { bytesToUuid, Slice, Sql, uuidToBytes } from '@trailmark/platform';
import { StoredWriteKey } from './stored-write-key.js';

interface Raw {
  id: Buffer;
  key_hash: Buffer;
  label: string;
  last_four: string;
  created_by: string;
  created_at: Date;
  revoked_at: Date | null;
}

const COLUMNS = 'id, key_hash, label, last_four, created_by, created_at, revoked_at';

@Injectable()
export class WriteKeysRepository {
  async insert(sql: Sql, key: StoredWriteKey): Promise<void> {
    await sql.query(`INSERT INTO write_keys (${COLUMNS}) VALUES (?)`, [
      [
        uuidToBytes(key.id),
        key.keyHash,
        key.label,
        key.lastFour,
        key.createdBy,
        key.timestamp,
        key.revokedAt,
      ],
    ]);
  }

  async find(sql: Sql, id: string): Promise<StoredWriteKey | null> {
    const rows: Raw[] = await sql.query(`SELECT ${COLUMNS} FROM write_keys WHERE id = ?`, [
      uuidToBytes(id),
    ]);
    return rows.map(toStored)[0] ?? null;
  }

  /** Whether a key of this hash is good. */
  async isGood(sql: Sql, keyHash: Buffer): Promise<boolean> {
    const rows: unknown[] = await sql.query(
      'SELECT 1 FROM write_keys WHERE key_hash = ? AND revoked_at IS NULL',
      [keyHash],
    );
    return rows.length > 0;
  }

  /** Newest first: ids sort by when keys were made. */
  async list(sql: Sql, { limit, offset, before }: Slice): Promise<StoredWriteKey[]> {
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM write_keys ${before ? 'WHERE id < ?' : ''}
        ORDER BY id DESC LIMIT ? OFFSET ?`,
      before ? [uuidToBytes(before.id), limit, 0] : [limit, offset],
    );
    return rows.map(toStored);
  }

  /** How many there are, counted no further than `limit`. */
  async count(sql: Sql, limit: number): Promise<number> {
    const [row]: { total: string }[] = await sql.query(
      'SELECT COUNT(*) AS total FROM (SELECT 1 FROM write_keys LIMIT ?) AS some',
      [limit],
    );
    return Number(row?.total);
  }

  /** How many are good. */
  async countGood(sql: Sql): Promise<number> {
    const [row]: { total: string }[] = await sql.query(
      'SELECT COUNT(*) AS total FROM write_keys WHERE revoked_at IS NULL',
    );
    return Number(row?.total);
  }

  /** Revokes a key that is good; any other stays as it is. */
  async revoke(sql: Sql, id: string, now: Date): Promise<void> {
    await sql.query('UPDATE write_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', [
      now,
      uuidToBytes(id),
    ]);
  }

  /** Removes keys that were revoked before an instant, at most `limit`. @returns how many. */
  async removeRevoked(sql: Sql, before: Date, limit: number): Promise<number> {
    const { affectedRows }: { affectedRows: number } = await sql.query(
      'DELETE FROM write_keys WHERE revoked_at < ? ORDER BY revoked_at LIMIT ?',
      [before, limit],
    );
    return affectedRows;
  }
}

const toStored = (raw: Raw): StoredWriteKey => ({
  id: bytesToUuid(raw.id),
  keyHash: raw.key_hash,
  label: raw.label,
  lastFour: raw.last_four,
  createdBy: raw.created_by,
  timestamp: raw.created_at,
  revokedAt: raw.revoked_at,
});
