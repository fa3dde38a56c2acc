import { Injectable } from '@nestjs/common';
import { bytesToUuid, Sql, uuidToBytes } from '@trailmark/platform';

/** One login and all its refreshes. */
export interface StoredSession {
  id: string;
  accountId: string;
  /** Of the one refresh token that is good. */
  tokenHash: Buffer;
  expiresAt: Date;
}

interface Raw {
  id: Buffer;
  account_id: Buffer;
  token_hash: Buffer;
  expires_at: Date;
}

@Injectable()
export class SessionsRepository {
  async insert(sql: Sql, session: StoredSession, now: Date): Promise<void> {
    const { id, accountId, tokenHash, expiresAt } = session;
    await sql.query(
      `INSERT INTO sessions (id, account_id, token_hash, created_at, refreshed_at, expires_at)
       VALUES (?)`,
      [[uuidToBytes(id), uuidToBytes(accountId), tokenHash, now, now, expiresAt]],
    );
  }

  /** A session, for this transaction alone until it ends. */
  async lock(sql: Sql, id: string): Promise<StoredSession | null> {
    const rows: Raw[] = await sql.query(
      'SELECT id, account_id, token_hash, expires_at FROM sessions WHERE id = ? FOR UPDATE',
      [uuidToBytes(id)],
    );
    return rows.map(toStored)[0] ?? null;
  }

  async rotate(sql: Sql, { id, tokenHash, expiresAt }: StoredSession, now: Date): Promise<void> {
    await sql.query(
      'UPDATE sessions SET token_hash = ?, refreshed_at = ?, expires_at = ? WHERE id = ?',
      [tokenHash, now, expiresAt, uuidToBytes(id)],
    );
  }

  async remove(sql: Sql, id: string): Promise<void> {
    await sql.query('DELETE FROM sessions WHERE id = ?', [uuidToBytes(id)]);
  }

  async removeOf(sql: Sql, accountId: string): Promise<void> {
    await sql.query('DELETE FROM sessions WHERE account_id = ?', [uuidToBytes(accountId)]);
  }

  /** Leaves the newest `most` of an account: ids sort by when sessions were opened. */
  async removeBeyond(sql: Sql, accountId: string, most: number): Promise<void> {
    const [last]: { id: Buffer }[] = await sql.query(
      'SELECT id FROM sessions WHERE account_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?',
      [uuidToBytes(accountId), most],
    );
    if (!last) return;
    await sql.query('DELETE FROM sessions WHERE account_id = ? AND id <= ?', [
      uuidToBytes(accountId),
      last.id,
    ]);
  }

  /** Removes what ended before an instant, at most `limit`. @returns how many. */
  async removeExpired(sql: Sql, before: Date, limit: number): Promise<number> {
    const { affectedRows }: { affectedRows: number } = await sql.query(
      'DELETE FROM sessions WHERE expires_at < ? ORDER BY expires_at LIMIT ?',
      [before, limit],
    );
    return affectedRows;
  }
}

const toStored = (raw: Raw): StoredSession => ({
  id: bytesToUuid(raw.id),
  accountId: bytesToUuid(raw.account_id),
  tokenHash: raw.token_hash,
  expiresAt: raw.expires_at,
});
