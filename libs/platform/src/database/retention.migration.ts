import type { QueryRunner } from 'typeorm';

/** The one row that tells how a service's last run of its retention went. For its migrations. */
export const createRetentionRuns = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`
    CREATE TABLE retention_runs (
      id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
      retention_days INT UNSIGNED NOT NULL,
      archives BOOLEAN NOT NULL,
      started_at DATETIME(3) NOT NULL,
      ended_at DATETIME(3) NULL,
      failure VARCHAR(500) NULL
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
};

export const dropRetentionRuns = async (runner: QueryRunner): Promise<void> => {
  await runner.query('DROP TABLE retention_runs');
};
