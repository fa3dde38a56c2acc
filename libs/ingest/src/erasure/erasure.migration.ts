import { ONLINE } from '@trailmark/platform';
import type { QueryRunner } from 'typeorm';

const TEXT = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Tables that keep erased users erased: who they are, by the hash of their id; the one row that keeps
 * storing and erasing apart; and how far each erasure is.
 */
export const createErasure = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`
    CREATE TABLE erased_users (
      user_hash BINARY(32) NOT NULL PRIMARY KEY,
      erased_at DATETIME(3) NOT NULL
    ) ${TEXT}`);
  await runner.query('CREATE TABLE erasure_guard (id TINYINT UNSIGNED NOT NULL PRIMARY KEY)');
  await runner.query('INSERT INTO erasure_guard (id) VALUES (1)');
  await runner.query(`
    CREATE TABLE erasures (
      request_id BINARY(16) NOT NULL PRIMARY KEY,
      user_hash BINARY(32) NOT NULL,
      subjects JSON NULL,
      counts JSON NOT NULL,
      posthog JSON NULL,
      started_at DATETIME(3) NOT NULL,
      done_at DATETIME(3) NULL
    ) ${TEXT}`);
};

export const dropErasure = async (runner: QueryRunner): Promise<void> => {
  await runner.query('DROP TABLE erasures, erasure_guard, erased_users');
};

/** Lets the ledger's rows be found by their user. */
export const indexLedgerByUser = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`ALTER TABLE ingest_keys ADD KEY idx_user (user_id), ${ONLINE}`);
  await runner.query(`ALTER TABLE ingest_outcomes ADD KEY idx_user (user_id), ${ONLINE}`);
};

export const dropLedgerUserIndexes = async (runner: QueryRunner): Promise<void> => {
  await runner.query('ALTER TABLE ingest_outcomes DROP KEY idx_user');
  await runner.query('ALTER TABLE ingest_keys DROP KEY idx_user');
};
