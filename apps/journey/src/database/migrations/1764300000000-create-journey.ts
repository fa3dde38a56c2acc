import { createLedger, dropLedger } from '@trailmark/ingest';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const MAX_DISTINCT_ID = 200;

const TEXT = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** Cut by month alike, so that a month goes from both. */
const byMonth = (column: string): string => `${TEXT}
  PARTITION BY RANGE COLUMNS (${column}) (PARTITION p_future VALUES LESS THAN (MAXVALUE))`;

const createEvents = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`
    CREATE TABLE journey_events (
      timestamp DATETIME(6) NOT NULL,
      id BINARY(16) NOT NULL,
      distinct_id VARCHAR(${MAX_DISTINCT_ID}) NOT NULL,
      event VARCHAR(255) NOT NULL,
      session_id VARCHAR(200) NULL,
      request_id VARCHAR(200) NULL,
      is_request BOOLEAN NOT NULL,
      is_error BOOLEAN NOT NULL,
      is_slow BOOLEAN NOT NULL,
      error_type VARCHAR(255) NULL,
      endpoint VARCHAR(255) NULL,
      method VARCHAR(32) NULL,
      status_code SMALLINT UNSIGNED NULL,
      duration_ms DOUBLE NULL,
      threshold_ms DOUBLE NULL,
      properties JSON NOT NULL,
      source ENUM('capture', 'posthog') NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      PRIMARY KEY (timestamp, id),
      KEY idx_id (id),
      KEY idx_user (distinct_id, timestamp, id, event),
      KEY idx_user_errors (distinct_id, is_error, timestamp, id, error_type),
      KEY idx_user_slow (distinct_id, is_slow, timestamp, id),
      KEY idx_request (request_id, timestamp, id)
    ) ${byMonth('timestamp')}`);
  await runner.query(`
    CREATE TABLE journey_days (
      distinct_id VARCHAR(${MAX_DISTINCT_ID}) NOT NULL,
      day DATE NOT NULL,
      endpoint VARCHAR(255) NOT NULL,
      events INT UNSIGNED NOT NULL,
      requests INT UNSIGNED NOT NULL,
      successful INT UNSIGNED NOT NULL,
      timed INT UNSIGNED NOT NULL,
      total_ms DOUBLE NOT NULL,
      PRIMARY KEY (distinct_id, day, endpoint)
    ) ${byMonth('day')}`);
};

const createPersons = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`
    CREATE TABLE persons (
      id BINARY(16) NOT NULL PRIMARY KEY,
      email VARCHAR(320) NULL,
      properties JSON NOT NULL,
      created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
      KEY idx_email (email)
    ) ${TEXT}`);
  await runner.query(`
    CREATE TABLE person_distinct_ids (
      distinct_id VARCHAR(${MAX_DISTINCT_ID}) NOT NULL PRIMARY KEY,
      person_id BINARY(16) NOT NULL,
      properties JSON NULL,
      last_seen_at DATETIME(6) NULL,
      anonymous BOOLEAN NULL,
      KEY idx_person (person_id, last_seen_at)
    ) ${TEXT}`);
  await runner.query(`
    CREATE TABLE person_links (
      linked_id VARCHAR(${MAX_DISTINCT_ID}) NOT NULL,
      kind ENUM('identify', 'alias') NOT NULL,
      distinct_id VARCHAR(${MAX_DISTINCT_ID}) NOT NULL,
      linked_at DATETIME(6) NOT NULL,
      event_id BINARY(16) NOT NULL,
      PRIMARY KEY (linked_id, kind, distinct_id),
      KEY idx_distinct_id (distinct_id)
    ) ${TEXT}`);
  await runner.query('CREATE TABLE person_guard (id TINYINT NOT NULL PRIMARY KEY)');
  await runner.query('INSERT INTO person_guard (id) VALUES (1)');
};

/**
 * Journeys, what is counted of them by day (UTC), and who is who: what each distinct id's events
 * tell of its person, the links between ids, and the persons that follow from both.
 */
export class CreateJourney1764300000000 implements MigrationInterface {
  name = 'CreateJourney1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await createEvents(runner);
    await createPersons(runner);
    await createLedger(runner, MAX_DISTINCT_ID);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropLedger(runner);
    await runner.query(
      `DROP TABLE person_guard, person_links, person_distinct_ids, persons, journey_days,
         journey_events`,
    );
  }
}
