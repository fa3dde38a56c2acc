import { createLedger, dropLedger } from '@trailmark/ingest';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TYPE = `ENUM('user_action', 'system_action', 'api_call', 'data_change', 'authentication',
  'authorization', 'error', 'warning', 'info') NOT NULL`;
const CATEGORY = `ENUM('account', 'projects', 'assets', 'marketplace', 'collaboration', 'settings',
  'security', 'payment', 'integration', 'system') NOT NULL`;
const SEVERITY = `ENUM('critical', 'error', 'warning', 'info', 'debug', 'trace') NOT NULL`;

/** Every table is cut by month in the same way, so that a month goes from all of them. */
const byMonth = (column: string): string => `CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  PARTITION BY RANGE COLUMNS (${column}) (PARTITION p_future VALUES LESS THAN (MAXVALUE))`;

/** What follows from the log, kept in the same transaction. */
const createDerived = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`
    CREATE TABLE activity_days (
      user_id VARCHAR(128) NOT NULL,
      day DATE NOT NULL,
      activity_type ${TYPE},
      activity_category ${CATEGORY},
      severity ${SEVERITY},
      activities INT UNSIGNED NOT NULL,
      with_result INT UNSIGNED NOT NULL,
      successes INT UNSIGNED NOT NULL,
      PRIMARY KEY (user_id, day, activity_type, activity_category, severity)
    ) ${byMonth('day')}`);
  await runner.query(`
    CREATE TABLE activity_tag_days (
      user_id VARCHAR(128) NOT NULL,
      day DATE NOT NULL,
      tag VARCHAR(100) NOT NULL,
      activities INT UNSIGNED NOT NULL,
      PRIMARY KEY (user_id, day, tag)
    ) ${byMonth('day')}`);
  await runner.query(`
    CREATE TABLE activity_chains (
      user_id VARCHAR(128) NOT NULL,
      month DATE NOT NULL,
      seq INT UNSIGNED NOT NULL,
      hash BINARY(32) NOT NULL,
      anchor_month DATE NULL,
      anchor_seq INT UNSIGNED NULL,
      PRIMARY KEY (user_id, month)
    ) ${byMonth('month')}`);
};

/**
 * The log, what is counted of it by day (UTC), and the head of each user's and month's hash chain.
 * A chain ends with its month, because a month is what the retention drops.
 */
export class CreateActivity1763900000000 implements MigrationInterface {
  name = 'CreateActivity1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE activity_logs (
        id BINARY(16) NOT NULL,
        user_id VARCHAR(128) NOT NULL,
        session_id VARCHAR(64) NOT NULL,
        timestamp DATETIME(3) NOT NULL,
        activity_type ${TYPE},
        activity_category ${CATEGORY},
        description TEXT NOT NULL,
        details JSON NULL,
        metadata JSON NULL,
        severity ${SEVERITY},
        tags JSON NULL,
        created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
        chain_seq INT UNSIGNED NOT NULL,
        previous_hash BINARY(32) NOT NULL,
        hash BINARY(32) NOT NULL,
        PRIMARY KEY (timestamp, id),
        KEY idx_id (id),
        KEY idx_user_timestamp (user_id, timestamp),
        KEY idx_activity_type (activity_type),
        KEY idx_severity (severity),
        KEY idx_session (session_id),
        KEY idx_user_chain (user_id, chain_seq)
      ) ${byMonth('timestamp')}`);
    await createDerived(runner);
    await createLedger(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropLedger(runner);
    await runner.query(
      'DROP TABLE activity_chains, activity_tag_days, activity_days, activity_logs',
    );
  }
}
