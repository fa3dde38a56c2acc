import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Fact, FactOutcome, IDEMPOTENCY_DAYS } from '@trailmark/contracts';
import { bytesToUuid, sendAlong, Sql, uuidToBytes } from '@trailmark/platform';

const DAY_MS = 86_400_000;

/** A message as the ledger knows it. */
export interface Claim {
  messageId: string;
  streamSeq: number;
}

/** A fact that was settled without being stored, or of which the store says so. */
export interface SettledFact {
  fact: Fact;
  outcome: Exclude<FactOutcome, { status: 'stored' }>;
}

/** How a fact ended, as a later reader asks. */
export interface KnownOutcome {
  factId: string;
  userId: string;
  status: 'duplicate' | 'dropped' | 'dead_lettered';
  duplicateOf: string | null;
  reason: string | null;
}

/** Whose the outcome of an erased user's fact is: nothing may tell of the user any more. */
const NOBODY = '';

const isErasure = (outcome: SettledFact['outcome']): boolean =>
  outcome.status === 'dropped' && outcome.reason === 'user_erased';

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Remembers messages, client keys and outcomes; rows go in sorted, so that writers do not cross. */
@Injectable()
export class LedgerRepository {
  /**
   * Claims messages for this transaction. One that another transaction has claimed and committed is
   * left out: its facts are in the store. Waits for a transaction that is about to.
   * @returns ids of the messages that are new.
   */
  async claim(sql: Sql, claims: Claim[], now: Date): Promise<Set<string>> {
    const token = randomBytes(16);
    const rows = claims
      .toSorted((a, b) => compare(a.messageId, b.messageId))
      .map(({ messageId, streamSeq }) => [uuidToBytes(messageId), token, streamSeq, now]);
    await sendAlong(
      sql,
      `INSERT INTO ingest_messages (message_id, claim, stream_seq, created_at) VALUES ?
         ON DUPLICATE KEY UPDATE message_id = message_id`,
      [rows],
    );
    const mine: { message_id: Buffer }[] = await sql.query(
      'SELECT message_id FROM ingest_messages WHERE message_id IN (?) AND claim = ?',
      [rows.map(([messageId]) => messageId), token],
    );
    return new Set(mine.map((row) => bytesToUuid(row.message_id)));
  }

  /**
   * Registers the client keys of facts. A key is one user's, and free again after IDEMPOTENCY_DAYS.
   * @returns for each fact whose key belongs to an earlier one: its id → the earlier id.
   */
  async resolveKeys(sql: Sql, facts: Fact[], now: Date): Promise<Map<string, string>> {
    const first = new Map<string, Fact & { key: string }>();
    for (const fact of facts.filter(hasKey)) {
      const slot = slotOf(fact.key, fact.user_id);
      if (!first.has(slot)) first.set(slot, fact);
    }
    if (first.size === 0) return new Map();
    await this.insertKeys(sql, [...first.values()], now);
    const owners = await this.readOwners(sql, [...first.values()]);
    return new Map(
      facts.flatMap((fact): [string, string][] => {
        const owner = fact.key === null ? fact.id : owners.get(slotOf(fact.key, fact.user_id));
        return owner === undefined || owner === fact.id ? [] : [[fact.id, owner]];
      }),
    );
  }

  /** Keeps how facts ended that are not in the store. */
  async record(sql: Sql, settled: SettledFact[], now: Date): Promise<void> {
    if (settled.length === 0) return;
    const rows = settled.map(({ fact, outcome }) => [
      uuidToBytes(fact.id),
      isErasure(outcome) ? NOBODY : fact.user_id,
      outcome.status,
      outcome.status === 'duplicate' ? uuidToBytes(outcome.duplicate_of) : null,
      outcome.status === 'duplicate' ? null : outcome.reason.slice(0, 1000),
      now,
    ]);
    await sendAlong(
      sql,
      `INSERT INTO ingest_outcomes (fact_id, user_id, status, duplicate_of, reason, created_at)
         VALUES ? ON DUPLICATE KEY UPDATE fact_id = fact_id`,
      [rows],
    );
  }

  async findOutcome(sql: Sql, factId: string): Promise<KnownOutcome | null> {
    const [row]: (Omit<KnownOutcome, 'factId' | 'duplicateOf'> & { duplicateOf: Buffer | null })[] =
      await sql.query(
        `SELECT user_id AS userId, status, duplicate_of AS duplicateOf, reason
           FROM ingest_outcomes WHERE fact_id = ?`,
        [uuidToBytes(factId)],
      );
    if (!row) return null;
    return { ...row, factId, duplicateOf: row.duplicateOf && bytesToUuid(row.duplicateOf) };
  }

  /**
   * The newest fact recorded under a client's key, or null.
   * @param userId only this user's; null: anyone's.
   */
  async findByKey(sql: Sql, key: string, userId: string | null): Promise<string | null> {
    const [row]: { fact_id: Buffer }[] = await sql.query(
      `SELECT fact_id FROM ingest_keys WHERE client_key = ? ${userId === null ? '' : 'AND user_id = ?'}
        ORDER BY created_at DESC LIMIT 1`,
      userId === null ? [key] : [key, userId],
    );
    return row ? bytesToUuid(row.fact_id) : null;
  }

  /**
   * Forgets at most `limit` rows of each kind that can no longer matter.
   * @param ackFloor every message up to this stream sequence is acknowledged, and so never comes again.
   * @returns how many rows went.
   */
  async purge(sql: Sql, now: Date, ackFloor: number, limit: number): Promise<number> {
    const old = new Date(now.getTime() - IDEMPOTENCY_DAYS * DAY_MS);
    const yesterday = new Date(now.getTime() - DAY_MS);
    const results: { affectedRows: number }[] = [
      await sql.query('DELETE FROM ingest_keys WHERE created_at < ? LIMIT ?', [old, limit]),
      await sql.query('DELETE FROM ingest_outcomes WHERE created_at < ? LIMIT ?', [old, limit]),
      await sql.query(
        'DELETE FROM ingest_messages WHERE created_at < ? AND stream_seq <= ? LIMIT ?',
        [yesterday, ackFloor, limit],
      ),
    ];
    return results.reduce((sum, { affectedRows }) => sum + affectedRows, 0);
  }

  private async insertKeys(sql: Sql, facts: (Fact & { key: string })[], now: Date): Promise<void> {
    const expired = new Date(now.getTime() - IDEMPOTENCY_DAYS * DAY_MS);
    const rows = facts
      .toSorted((a, b) => compare(a.key, b.key) || compare(a.user_id, b.user_id))
      .map((fact) => [fact.key, fact.user_id, uuidToBytes(fact.id), now]);
    await sendAlong(
      sql,
      `INSERT INTO ingest_keys (client_key, user_id, fact_id, created_at) VALUES ?
         ON DUPLICATE KEY UPDATE
           fact_id = IF(created_at < ?, VALUES(fact_id), fact_id),
           created_at = IF(created_at < ?, VALUES(created_at), created_at)`,
      [rows, expired, expired],
    );
  }

  private async readOwners(
    sql: Sql,
    facts: (Fact & { key: string })[],
  ): Promise<Map<string, string>> {
    const rows: { client_key: string; user_id: string; fact_id: Buffer }[] = await sql.query(
      `SELECT client_key, user_id, fact_id FROM ingest_keys WHERE (client_key, user_id) IN (?)`,
      [facts.map((fact) => [fact.key, fact.user_id])],
    );
    return new Map(
      rows.map((row) => [slotOf(row.client_key, row.user_id), bytesToUuid(row.fact_id)]),
    );
  }
}

const hasKey = (fact: Fact): fact is Fact & { key: string } => fact.key !== null;

const slotOf = (key: string, userId: string): string => JSON.stringify([key, userId]);
