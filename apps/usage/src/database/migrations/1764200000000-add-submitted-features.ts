import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The features that submissions name, by day, filled from those that are there. Older processes that
 * still write while this runs do not add to it: take them down first.
 */
export class AddSubmittedFeatures1764200000000 implements MigrationInterface {
  name = 'AddSubmittedFeatures1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE submitted_features (
        date DATE NOT NULL,
        feature_name VARCHAR(255) NOT NULL,
        PRIMARY KEY (date, feature_name)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runner.query(`
      INSERT INTO submitted_features (date, feature_name)
      SELECT DISTINCT rows_of_days.date, used.name COLLATE utf8mb4_bin
        FROM usage_metrics AS rows_of_days,
             JSON_TABLE(rows_of_days.submission, '$.features_used[*]' COLUMNS (
               name VARCHAR(255) PATH '$.feature_name',
               uses BIGINT PATH '$.usage_count')) AS used
       WHERE used.uses > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE submitted_features');
  }
}
