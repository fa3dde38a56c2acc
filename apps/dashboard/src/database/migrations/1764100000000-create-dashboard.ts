import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `unpublished` marks what the gateways have not been told yet; `fingerprint` is what makes a
 * finding the same one, and `seen_at` tells when it was last found.
 */
export class CreateDashboard1764100000000 implements MigrationInterface {
  name = 'CreateDashboard1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE analytics_config (
        user_id VARCHAR(128) NOT NULL PRIMARY KEY,
        version INT UNSIGNED NOT NULL,
        config JSON NOT NULL,
        unpublished BOOLEAN NOT NULL,
        created_at DATETIME(3) NOT NULL,
        updated_at DATETIME(3) NOT NULL,
        KEY idx_unpublished (unpublished)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await runner.query(`
      CREATE TABLE insights (
        user_id VARCHAR(128) NOT NULL,
        fingerprint BINARY(16) NOT NULL,
        created_at DATETIME(3) NOT NULL,
        seen_at DATETIME(3) NOT NULL,
        PRIMARY KEY (user_id, fingerprint),
        KEY idx_seen_at (seen_at)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE insights');
    await runner.query('DROP TABLE analytics_config');
  }
}
