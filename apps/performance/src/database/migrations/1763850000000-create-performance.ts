import { createLedger, dropLedger } from '@trailmark/ingest';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const byMonth = (column: string): string =>
  `CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
   PARTITION BY RANGE COLUMNS (${column}) (PARTITION p_future VALUES LESS THAN (MAXVALUE))`;

/** Mergeable quantile sketches, one a vital: a few hundred bytes each. */
const SKETCHES = ['load', 'ttfb', 'fcp', 'lcp', 'cls', 'fid', 'tbt', 'inp']
  .map((vital) => `${vital}_sketch BLOB NULL`)
  .join(', ');

const SUMS = `
  measurements BIGINT UNSIGNED NOT NULL DEFAULT 0,
  load_time_sum DECIMAL(20,3) NOT NULL DEFAULT 0,
  scored BIGINT UNSIGNED NOT NULL DEFAULT 0,
  score_sum DECIMAL(16,2) NOT NULL DEFAULT 0`;

/** Decimals and not doubles: sums in any order are then equal, and equal to a recount. */
const METRICS = `
  CREATE TABLE performance_metrics (
    id BINARY(16) NOT NULL,
    user_id VARCHAR(128) NOT NULL,
    session_id VARCHAR(64) NOT NULL,
    timestamp DATETIME(3) NOT NULL,
    page VARCHAR(512) NULL,
    page_load_time DECIMAL(9,3) NOT NULL,
    time_to_first_byte DECIMAL(9,3) NULL,
    first_contentful_paint DECIMAL(9,3) NULL,
    largest_contentful_paint DECIMAL(9,3) NULL,
    cumulative_layout_shift DECIMAL(5,3) NULL,
    first_input_delay DECIMAL(9,3) NULL,
    total_blocking_time DECIMAL(9,3) NULL,
    interaction_to_next_paint DECIMAL(9,3) NULL,
    performance_score DECIMAL(5,2) NULL,
    memory_usage JSON NULL,
    network_info JSON NULL,
    device_info JSON NULL,
    custom_metrics JSON NULL,
    created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (timestamp, id),
    KEY idx_id (id),
    KEY idx_user_timestamp (user_id, timestamp),
    KEY idx_performance_score (page_load_time, first_contentful_paint)
  ) ${byMonth('timestamp')}`;

/** Measurements whose page is still to be asked for; a row goes once it is known, or given up. */
const LOOKUPS = `
  CREATE TABLE performance_page_lookups (
    id BINARY(16) NOT NULL PRIMARY KEY,
    user_id VARCHAR(128) NOT NULL,
    session_id VARCHAR(64) NOT NULL,
    timestamp DATETIME(3) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    due_at DATETIME(3) NOT NULL,
    KEY idx_due (due_at),
    KEY idx_user (user_id)
  ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;

const DERIVED = [
  `CREATE TABLE performance_user_days (
    user_id VARCHAR(128) NOT NULL, day DATE NOT NULL, ${SUMS}, ${SKETCHES},
    PRIMARY KEY (user_id, day)) ${byMonth('day')}`,
  `CREATE TABLE performance_user_slots (
    user_id VARCHAR(128) NOT NULL, slot DATETIME NOT NULL, ${SUMS},
    PRIMARY KEY (user_id, slot)) ${byMonth('slot')}`,
  `CREATE TABLE performance_user_pages (
    user_id VARCHAR(128) NOT NULL, day DATE NOT NULL, page VARCHAR(512) NOT NULL, ${SUMS},
    PRIMARY KEY (user_id, day, page)) ${byMonth('day')}`,
  `CREATE TABLE performance_page_days (
    page VARCHAR(512) NOT NULL, day DATE NOT NULL, ${SUMS}, ${SKETCHES},
    PRIMARY KEY (page, day)) ${byMonth('day')}`,
  `CREATE TABLE performance_page_users (
    page VARCHAR(512) NOT NULL, day DATE NOT NULL, user_id VARCHAR(128) NOT NULL,
    PRIMARY KEY (page, day, user_id)) ${byMonth('day')}`,
];

/** The raw rows as in the events schema, and what overviews read instead of them. */
export class CreatePerformance1763850000000 implements MigrationInterface {
  name = 'CreatePerformance1763850000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [METRICS, LOOKUPS, ...DERIVED]) await runner.query(table);
    await createLedger(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropLedger(runner);
    await runner.query(
      `DROP TABLE performance_page_users, performance_page_days, performance_user_pages,
         performance_user_slots, performance_user_days, performance_page_lookups, performance_metrics`,
    );
  }
}
