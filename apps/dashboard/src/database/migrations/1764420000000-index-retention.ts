import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the users with a retention of their own; computed, so that it is right whoever writes the row. */
export class IndexRetention1764420000000 implements MigrationInterface {
  name = 'IndexRetention1764420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE analytics_config
         ADD COLUMN has_own_retention BOOLEAN
           AS (JSON_VALUE(config, '$.data_retention_days') IS NOT NULL) STORED,
         ADD KEY idx_own_retention (has_own_retention)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE analytics_config DROP KEY idx_own_retention, DROP COLUMN has_own_retention',
    );
  }
}
