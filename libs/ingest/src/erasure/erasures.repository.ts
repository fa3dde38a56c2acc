import { Injectable } from '@nestjs/common';
import { PostHogErasure } from '@trailmark/contracts';
import { parseJson, Sql, uuidToBytes } from '@trailmark/platform';
import { userHash } from './user-hash.js';

/** How far an erasure is here. */
export interface Erasure {
  requestId: string;
  /** Ids under which the user is known here; empty once it is done. */
  subjects: string[];
  counts: Record<string, number>;
  posthog: PostHogErasure | null;
  done: boolean;
}

interface Raw {
  subjects: unknown;
  counts: unknown;
  posthog: unknown;
  done: unknown;
}

const SELECT = `SELECT subjects, counts, posthog, done_at IS NOT NULL AS done
                  FROM erasures WHERE request_id = ?`;

/** Progress of erasures, changed in the transactions that erase, so that it is exact after any crash. */
@Injectable()
export class ErasuresRepository {
  async find(sql: Sql, requestId: string): Promise<Erasure | null> {
    return read(requestId, await sql.query<Raw[]>(SELECT, [uuidToBytes(requestId)]));
  }

  /** The same, for this transaction alone until it ends. */
  async lock(sql: Sql, requestId: string): Promise<Erasure | null> {
    const rows = await sql.query<Raw[]>(`${SELECT} FOR UPDATE`, [uuidToBytes(requestId)]);
    return read(requestId, rows);
  }

  /** One that somebody else began meanwhile stays as it is. */
  async begin(sql: Sql, requestId: string, userId: string, subjects: string[]): Promise<void> {
    await sql.query(
      `INSERT INTO erasures (request_id, user_hash, subjects, counts, started_at)
       VALUES (?, ?, ?, '{}', ?) ON DUPLICATE KEY UPDATE request_id = erasures.request_id`,
      [uuidToBytes(requestId), userHash(userId), JSON.stringify(subjects), new Date()],
    );
  }

  async save(sql: Sql, { requestId, counts, posthog }: Erasure): Promise<void> {
    await sql.query('UPDATE erasures SET counts = ?, posthog = ? WHERE request_id = ?', [
      JSON.stringify(counts),
      posthog && JSON.stringify(posthog),
      uuidToBytes(requestId),
    ]);
  }

  /** From now on nothing here tells whom it was about. */
  async finish(sql: Sql, requestId: string): Promise<void> {
    await sql.query('UPDATE erasures SET subjects = NULL, done_at = ? WHERE request_id = ?', [
      new Date(),
      uuidToBytes(requestId),
    ]);
  }
}

const read = (requestId: string, [row]: Raw[]): Erasure | null =>
  row
    ? {
        requestId,
        subjects: parseJson<string[]>(row.subjects) ?? [],
        counts: parseJson<Record<string, number>>(row.counts) ?? {},
        posthog: parseJson<PostHogErasure>(row.posthog),
        done: Number(row.done) === 1,
      }
    : null;
