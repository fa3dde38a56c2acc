import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `sync_state`: of each distinct id, PostHog's events in `[kept_from, kept_to)` are kept; of the instant `kept_from` itself
 * only those whose id is `kept_from_id` or higher. `sync_questions`: what was asked of PostHog, and who is at it until when.
 */
export class CreateSyncState1764310000000 implements MigrationInterface {
  name = 'CreateSyncState1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sync_state (
        distinct_id VARCHAR(200) NOT NULL PRIMARY KEY,
        kept_from DATETIME(6) NOT NULL,
        kept_from_id BINARY(16) NOT NULL,
        kept_to DATETIME(6) NOT NULL,
        KEY idx_kept_to (kept_to)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runner.query(`
      CREATE TABLE sync_questions (
        question VARCHAR(350) NOT NULL PRIMARY KEY,
        distinct_ids JSON NULL,
        resolved_at DATETIME(3) NULL,
        covered_from DATETIME(6) NULL,
        last_synced_at DATETIME(3) NULL,
        last_error JSON NULL,
        lease BINARY(16) NULL,
        leased_until DATETIME(3) NULL,
        asked_at DATETIME(3) NOT NULL,
        KEY idx_asked_at (asked_at)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sync_questions');
    await runner.query('DROP TABLE sync_state');
  }
}
