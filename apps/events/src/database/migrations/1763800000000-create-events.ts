import { createLedger, dropLedger } from '@trailmark/ingest';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The primary key begins with the time: rows lie in time order, each month in its own partition,
 * and every secondary index ends in (timestamp, id), so that it pages newest first by itself.
 */
export class CreateEvents1763800000000 implements MigrationInterface {
  name = 'CreateEvents1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics_events (
        id BINARY(16) NOT NULL,
        user_id VARCHAR(128) NOT NULL,
        session_id VARCHAR(64) NOT NULL,
        event_type ENUM('user_action', 'system_event', 'performance_event', 'error_event',
          'business_event', 'engagement_event') NOT NULL,
        event_name VARCHAR(255) NOT NULL,
        event_category ENUM('navigation', 'interaction', 'content', 'marketplace', 'projects',
          'assets', 'authentication', 'settings', 'performance', 'errors') NOT NULL,
        properties JSON NULL,
        timestamp DATETIME(3) NOT NULL,
        source ENUM('web_app', 'mobile_app', 'desktop_app', 'api', 'webhook', 'system') NOT NULL,
        platform ENUM('web', 'mobile', 'desktop', 'tablet', 'unknown') NOT NULL,
        user_agent TEXT NULL,
        ip_address VARCHAR(45) NULL,
        location JSON NULL,
        created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
        PRIMARY KEY (timestamp, id),
        KEY idx_id (id),
        KEY idx_user_timestamp (user_id, timestamp),
        KEY idx_event_type (event_type),
        KEY idx_event_category (event_category),
        KEY idx_session (session_id)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
      PARTITION BY RANGE COLUMNS (timestamp) (PARTITION p_future VALUES LESS THAN (MAXVALUE))`);
    await createLedger(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropLedger(runner);
    await runner.query('DROP TABLE analytics_events');
  }
}
