import { Injectable } from '@nestjs/common';
import { Sql } from '../database/database.js';

const ONLY = 1;
const MAX_FAILURE = 500;

/** How a service's data are kept. */
export interface RetentionRule {
  retentionDays: number;
  /** Months behind it go into tables of their own. */
  archives: boolean;
}

/** A run of the retention, and the rule it went by. */
export interface RetentionRun extends RetentionRule {
  startedAt: Date;
  /** Null: it goes on, or its process was killed. */
  endedAt: Date | null;
  /** What it ended with instead of success. */
  failure: string | null;
}

interface Raw {
  retention_days: number;
  archives: number;
  started_at: Date;
  ended_at: Date | null;
  failure: string | null;
}

/** The last run of a service's retention; of replicas that take turns the latest. */
@Injectable()
export class RetentionRunsRepository {
  async find(sql: Sql): Promise<RetentionRun | null> {
    const rows: Raw[] = await sql.query(
      'SELECT retention_days, archives, started_at, ended_at, failure FROM retention_runs',
    );
    return rows.map(toRun)[0] ?? null;
  }

  async begin(sql: Sql, { retentionDays, archives }: RetentionRule, now: Date): Promise<void> {
    await sql.query(
      `INSERT INTO retention_runs (id, retention_days, archives, started_at) VALUES (?)
         ON DUPLICATE KEY UPDATE retention_days = VALUES(retention_days),
           archives = VALUES(archives), started_at = VALUES(started_at), ended_at = NULL, failure = NULL`,
      [[ONLY, retentionDays, archives, now]],
    );
  }

  async end(sql: Sql, failure: string | null, now: Date): Promise<void> {
    await sql.query('UPDATE retention_runs SET ended_at = ?, failure = ? WHERE id = ?', [
      now,
      failure?.slice(0, MAX_FAILURE) ?? null,
      ONLY,
    ]);
  }
}

const toRun = (raw: Raw): RetentionRun => ({
  retentionDays: raw.retention_days,
  archives: Boolean(raw.archives),
  startedAt: raw.started_at,
  endedAt: raw.ended_at,
  failure: raw.failure,
});
