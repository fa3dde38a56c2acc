import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { ChainKey } from './chaining.js';
import { RemovedLinks } from './removed-links.js';

interface Row {
  first: number;
  last: number;
  previousHash: Buffer;
  hash: Buffer;
}

/** What is kept of links that were removed by right: enough to follow the chain across them. */
@Injectable()
export class RemovedLinksRepository {
  /** Of one chain, in order. */
  async of(sql: Sql, { userId, month }: ChainKey): Promise<RemovedLinks[]> {
    const rows: Row[] = await sql.query(
      `SELECT first_seq AS first, last_seq AS last, previous_hash AS previousHash, hash
         FROM activity_removed WHERE user_id = ? AND month = ? ORDER BY first_seq`,
      [userId, month],
    );
    return rows.map((row) => ({
      ...row,
      previousHash: row.previousHash.toString('hex'),
      hash: row.hash.toString('hex'),
    }));
  }

  /** Takes the place of what is known of the chain. */
  async replace(sql: Sql, { userId, month }: ChainKey, removed: RemovedLinks[]): Promise<void> {
    await sql.query('DELETE FROM activity_removed WHERE user_id = ? AND month = ?', [
      userId,
      month,
    ]);
    await sql.query(
      `INSERT INTO activity_removed (user_id, month, first_seq, last_seq, previous_hash, hash)
       VALUES ?`,
      [
        removed.map(({ first, last, previousHash, hash }) => [
          userId,
          month,
          first,
          last,
          Buffer.from(previousHash, 'hex'),
          Buffer.from(hash, 'hex'),
        ]),
      ],
    );
  }
}
