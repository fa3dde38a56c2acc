import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { userHash } from './user-hash.js';

const byBytes = (a: Buffer, b: Buffer): number => a.compare(b);

/** Who was erased. Whoever stores something about users asks first, in the same transaction. */
@Injectable()
export class ErasedUsers {
  /**
   * Those of the users that were erased. Until this transaction ends nobody else is erased: what it
   * stores of the others is seen by whoever erases them later. Comes before any other lock.
   */
  async among(sql: Sql, userIds: Iterable<string>): Promise<Set<string>> {
    const byHash = new Map([...userIds].map((id) => [userHash(id).toString('hex'), id]));
    if (byHash.size === 0) return new Set();
    const hashes = [...byHash.keys()].map((hash) => Buffer.from(hash, 'hex')).sort(byBytes);
    const rows: { hash: Buffer | null }[] = await sql.query(
      `SELECT erased.user_hash AS hash
         FROM erasure_guard AS guard LEFT JOIN erased_users AS erased ON erased.user_hash IN (?)
        WHERE guard.id = 1 LOCK IN SHARE MODE`,
      [hashes],
    );
    return new Set(
      rows.flatMap(({ hash }) => (hash ? [byHash.get(hash.toString('hex')) ?? ''] : [])),
    );
  }

  /** Waits for whoever is storing, and holds off the next ones until this transaction ends. */
  async guard(sql: Sql): Promise<void> {
    await sql.query('SELECT id FROM erasure_guard WHERE id = 1 FOR UPDATE');
  }

  /** Under the guard: from this transaction's end on nothing is stored about them. */
  async add(sql: Sql, userIds: Iterable<string>, now: Date): Promise<void> {
    const rows = [...userIds]
      .map(userHash)
      .sort(byBytes)
      .map((hash) => [hash, now]);
    await sql.query(
      `INSERT INTO erased_users (user_hash, erased_at) VALUES ?
         ON DUPLICATE KEY UPDATE user_hash = VALUES(user_hash)`,
      [rows],
    );
  }
}
