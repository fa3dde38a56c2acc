import { createLedger, dropLedger } from '@trailmark/ingest';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The figures are what counts in the end; `submission` and `derived` are what they were merged from,
 * each with the mark by which a later one is told from an earlier one.
 */
export class CreateUsage1764000000000 implements MigrationInterface {
  name = 'CreateUsage1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE usage_metrics (
        id BINARY(16) NOT NULL PRIMARY KEY,
        user_id VARCHAR(128) NOT NULL,
        date DATE NOT NULL,
        session_count INT NOT NULL DEFAULT 0,
        total_session_duration INT NOT NULL DEFAULT 0,
        average_session_duration INT NOT NULL DEFAULT 0,
        page_views INT NOT NULL DEFAULT 0,
        unique_pages_visited INT NOT NULL DEFAULT 0,
        features_used JSON NULL,
        engagement_score DECIMAL(5,2) NOT NULL DEFAULT 0,
        retention_data JSON NULL,
        conversion_data JSON NULL,
        user_flow JSON NULL,
        source ENUM('submitted', 'derived') NOT NULL,
        submission JSON NULL,
        submission_id BINARY(16) NULL,
        submitted_at DATETIME(3) NULL,
        derived JSON NULL,
        derived_at DATETIME(3) NULL,
        created_at DATETIME(3) NOT NULL,
        updated_at DATETIME(3) NOT NULL,
        UNIQUE KEY unique_user_date (user_id, date),
        KEY idx_user_date (user_id, date),
        KEY idx_engagement (engagement_score),
        KEY idx_date (date)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await createLedger(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropLedger(runner);
    await runner.query('DROP TABLE usage_metrics');
  }
}
