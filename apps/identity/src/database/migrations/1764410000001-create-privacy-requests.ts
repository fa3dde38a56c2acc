import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Requests to erase users. Whom one is about and who made it stay as hashes; the user's id is there
 * only while it runs. `open_subject` lets there be one open request a user;
 * `due_at` is when somebody takes it (again), and so the end of the lease of who has it.
 */
export class CreatePrivacyRequests1764410000001 implements MigrationInterface {
  name = 'CreatePrivacyRequests1764410000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE privacy_requests (
        id BINARY(16) NOT NULL PRIMARY KEY,
        kind ENUM('erasure') NOT NULL,
        subject_hash BINARY(32) NOT NULL,
        requester_hash BINARY(32) NOT NULL,
        open_subject BINARY(32) NULL,
        user_id VARCHAR(128) NULL,
        status ENUM('pending', 'running', 'waiting', 'done') NOT NULL,
        receipts JSON NOT NULL,
        created_at DATETIME(3) NOT NULL,
        started_at DATETIME(3) NULL,
        completed_at DATETIME(3) NULL,
        due_at DATETIME(3) NULL,
        attempts INT UNSIGNED NOT NULL DEFAULT 0,
        lease BINARY(16) NULL,
        UNIQUE KEY uq_open_subject (open_subject),
        KEY idx_subject (subject_hash),
        KEY idx_user (user_id),
        KEY idx_due (due_at)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE privacy_requests');
  }
}
