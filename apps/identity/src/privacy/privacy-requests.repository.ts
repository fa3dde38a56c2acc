import { Injectable } from '@nestjs/common';
import { ErasureReceipt, PrivacyStatus } from '@trailmark/contracts';
import { bytesToUuid, parseJson, Sql, uuidToBytes } from '@trailmark/platform';
import { PrivacyRequest } from './privacy-request.js';

interface Raw {
  id: Buffer;
  subject_hash: Buffer;
  requester_hash: Buffer;
  user_id: string | null;
  status: PrivacyStatus;
  receipts: unknown;
  created_at: Date;
  completed_at: Date | null;
  attempts: number;
}

const COLUMNS = `id, subject_hash, requester_hash, user_id, status, receipts, created_at,
  completed_at, attempts`;

/** Who works on a request, and until when nobody else does. */
export interface Lease {
  token: Buffer;
  until: Date;
}

type NewRequest = Omit<PrivacyRequest, 'status' | 'completedAt' | 'attempts'>;

const changedOne = ({ affectedRows }: { affectedRows: number }): boolean => affectedRows === 1;

/** The table of requests; replicas share the work by leases. */
@Injectable()
export class PrivacyRequestsRepository {
  /** Keeps a request, unless its subject has an open one. */
  async open(sql: Sql, request: NewRequest): Promise<void> {
    const { id, subjectHash, requesterHash, userId, receipts, createdAt } = request;
    await sql.query(
      `INSERT INTO privacy_requests (id, kind, subject_hash, requester_hash, open_subject, user_id,
              status, receipts, created_at, due_at)
       VALUES (?, 'erasure', ?, ?, ?, ?, 'pending', ?, ?, ?)
           ON DUPLICATE KEY UPDATE open_subject = VALUES(open_subject)`,
      [
        uuidToBytes(id),
        subjectHash,
        requesterHash,
        subjectHash,
        userId,
        JSON.stringify(receipts),
        createdAt,
        createdAt,
      ],
    );
  }

  async findOpen(sql: Sql, subjectHash: Buffer): Promise<PrivacyRequest | null> {
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM privacy_requests WHERE open_subject = ?`,
      [subjectHash],
    );
    return rows.map(toRequest)[0] ?? null;
  }

  async find(sql: Sql, id: string): Promise<PrivacyRequest | null> {
    const rows: Raw[] = await sql.query(`SELECT ${COLUMNS} FROM privacy_requests WHERE id = ?`, [
      uuidToBytes(id),
    ]);
    return rows.map(toRequest)[0] ?? null;
  }

  /** Takes the request that is due the longest, and hides it from others until the lease ends. */
  async claim(sql: Sql, now: Date, { token, until }: Lease): Promise<PrivacyRequest | null> {
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM privacy_requests
        WHERE due_at <= ? ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [now],
    );
    const [request] = rows.map(toRequest);
    if (!request) return null;
    await sql.query(
      `UPDATE privacy_requests
          SET lease = ?, due_at = ?, status = 'running',
              started_at = COALESCE(started_at, ?)
        WHERE id = ?`,
      [token, until, now, uuidToBytes(request.id)],
    );
    return request;
  }

  /** Notes how far it is. @returns whether the lease still held; else somebody else has it. */
  async note(
    sql: Sql,
    id: string,
    receipts: ErasureReceipt[],
    { token, until }: Lease,
  ): Promise<boolean> {
    return changedOne(
      await sql.query(
        `UPDATE privacy_requests SET receipts = ?, due_at = ?
          WHERE id = ? AND lease = ?`,
        [JSON.stringify(receipts), until, uuidToBytes(id), token],
      ),
    );
  }

  /** Lets go of it until `dueAt`. */
  async postpone(
    sql: Sql,
    { id, attempts }: PrivacyRequest,
    status: PrivacyStatus,
    dueAt: Date,
    token: Buffer,
  ): Promise<void> {
    await sql.query(
      `UPDATE privacy_requests
          SET status = ?, attempts = ?, due_at = ?, lease = NULL
        WHERE id = ? AND lease = ?`,
      [status, attempts, dueAt, uuidToBytes(id), token],
    );
  }

  /** From now on only hashes tell whom it was about. */
  async complete(sql: Sql, id: string, now: Date, token: Buffer): Promise<void> {
    await sql.query(
      `UPDATE privacy_requests
          SET status = 'done', completed_at = ?, user_id = NULL, open_subject = NULL,
              due_at = NULL, lease = NULL
        WHERE id = ? AND lease = ?`,
      [now, uuidToBytes(id), token],
    );
  }
}

const toRequest = (raw: Raw): PrivacyRequest => ({
  id: bytesToUuid(raw.id),
  subjectHash: raw.subject_hash,
  requesterHash: raw.requester_hash,
  userId: raw.user_id,
  status: raw.status,
  receipts: parseJson<ErasureReceipt[]>(raw.receipts) ?? [],
  createdAt: raw.created_at,
  completedAt: raw.completed_at,
  attempts: raw.attempts,
});
