import { Injectable } from '@nestjs/common';
import { SigningAlgorithm } from '@trailmark/contracts';
import { bytesToUuid, Slice, Sql, uuidToBytes } from '@trailmark/platform';
import { StoredSigningKey } from './stored-signing-key.js';

interface Raw {
  id: Buffer;
  user_id: string;
  label: string;
  algorithm: SigningAlgorithm;
  public_key: string | null;
  secret: Buffer | null;
  created_at: Date;
  revoked_at: Date | null;
}

const COLUMNS = 'id, user_id, label, algorithm, public_key, secret, created_at, revoked_at';

@Injectable()
export class SigningKeysRepository {
  async insert(sql: Sql, key: StoredSigningKey): Promise<void> {
    await sql.query(`INSERT INTO signing_keys (${COLUMNS}) VALUES (?)`, [
      [
        uuidToBytes(key.id),
        key.userId,
        key.label,
        key.algorithm,
        key.publicKey,
        key.secret,
        key.timestamp,
        key.revokedAt,
      ],
    ]);
  }

  async find(sql: Sql, id: string): Promise<StoredSigningKey | null> {
    const rows: Raw[] = await sql.query(`SELECT ${COLUMNS} FROM signing_keys WHERE id = ?`, [
      uuidToBytes(id),
    ]);
    return rows.map(toStored)[0] ?? null;
  }

  /** Keys of a user (null: of all), newest first: ids sort by when they were made. */
  async list(sql: Sql, userId: string | null, slice: Slice): Promise<StoredSigningKey[]> {
    const { limit, offset, before } = slice;
    const conditions = [...(userId === null ? [] : ['user_id = ?']), ...(before ? ['id < ?'] : [])];
    const values = [
      ...(userId === null ? [] : [userId]),
      ...(before ? [uuidToBytes(before.id)] : []),
    ];
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM signing_keys ${where} ORDER BY id DESC LIMIT ? OFFSET ?`,
      [...values, limit, before ? 0 : offset],
    );
    return rows.map(toStored);
  }

  /** How many there are of a user (null: of all), counted no further than `limit`. */
  async count(sql: Sql, userId: string | null, limit: number): Promise<number> {
    const where = userId === null ? '' : 'WHERE user_id = ?';
    const [row]: { total: string }[] = await sql.query(
      `SELECT COUNT(*) AS total FROM (SELECT 1 FROM signing_keys ${where} LIMIT ?) AS some`,
      userId === null ? [limit] : [userId, limit],
    );
    return Number(row?.total);
  }

  /** How many of a user's keys are good. */
  async countGood(sql: Sql, userId: string): Promise<number> {
    const [row]: { total: string }[] = await sql.query(
      'SELECT COUNT(*) AS total FROM signing_keys WHERE user_id = ? AND revoked_at IS NULL',
      [userId],
    );
    return Number(row?.total);
  }

  /** Revokes a key of a user (null: of anybody) that is good; any other stays as it is. */
  async revoke(sql: Sql, id: string, now: Date, userId: string | null): Promise<void> {
    const owner = userId === null ? '' : 'AND user_id = ?';
    await sql.query(
      `UPDATE signing_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL ${owner}`,
      [now, uuidToBytes(id), ...(userId === null ? [] : [userId])],
    );
  }

  /** Removes keys that were revoked before an instant, at most `limit`. @returns how many. */
  async removeRevoked(sql: Sql, before: Date, limit: number): Promise<number> {
    const { affectedRows }: { affectedRows: number } = await sql.query(
      'DELETE FROM signing_keys WHERE revoked_at < ? ORDER BY revoked_at LIMIT ?',
      [before, limit],
    );
    return affectedRows;
  }
}

const toStored = (raw: Raw): StoredSigningKey => ({
  id: bytesToUuid(raw.id),
  userId: raw.user_id,
  label: raw.label,
  algorithm: raw.algorithm,
  publicKey: raw.public_key,
  secret: raw.secret,
  timestamp: raw.created_at,
  revokedAt: raw.revoked_at,
});
