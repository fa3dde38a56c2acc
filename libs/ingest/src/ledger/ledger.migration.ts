import type { QueryRunner } from 'typeorm';

/**
 * Tables that remember what was ingested; each service has them in its own schema.
 * @param maxUserId characters of the longest user id.
 */
export const createLedger = async (runner: QueryRunner, maxUserId = 128): Promise<void> => {
  await runner.query(`
    CREATE TABLE ingest_messages (
      message_id BINARY(16) NOT NULL PRIMARY KEY,
      claim BINARY(16) NOT NULL,
      stream_seq BIGINT UNSIGNED NOT NULL,
      created_at DATETIME(3) NOT NULL,
      KEY idx_created (created_at)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await runner.query(`
    CREATE TABLE ingest_keys (
      client_key VARCHAR(128) NOT NULL,
      user_id VARCHAR(${maxUserId}) NOT NULL,
      fact_id BINARY(16) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      PRIMARY KEY (client_key, user_id),
      KEY idx_created (created_at)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await runner.query(`
    CREATE TABLE ingest_outcomes (
      fact_id BINARY(16) NOT NULL PRIMARY KEY,
      user_id VARCHAR(${maxUserId}) NOT NULL,
      status ENUM('duplicate', 'dropped', 'dead_lettered') NOT NULL,
      duplicate_of BINARY(16) NULL,
      reason VARCHAR(1000) NULL,
      created_at DATETIME(3) NOT NULL,
      KEY idx_created (created_at)
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
};

export const dropLedger = async (runner: QueryRunner): Promise<void> => {
  await runner.query('DROP TABLE ingest_outcomes, ingest_keys, ingest_messages');
};
