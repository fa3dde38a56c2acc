import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY = 'distinct_id VARCHAR(200) NOT NULL';

const FIGURES = `
  events INT UNSIGNED NOT NULL,
  requests INT UNSIGNED NOT NULL,
  successful INT UNSIGNED NOT NULL,
  timed INT UNSIGNED NOT NULL,
  total_ms DOUBLE NOT NULL,
  errors INT UNSIGNED NOT NULL,
  slow INT NOT NULL,
  slow_ms DOUBLE NOT NULL`;

/** A table of counts by day or month, cut by month. */
const counts = (table: string, grain: 'day' | 'month'): string => `
  CREATE TABLE ${table} (
    ${KEY},
    ${grain} DATE NOT NULL,
    endpoint VARCHAR(255) NOT NULL,
    error_type VARCHAR(255) NOT NULL,
    ${FIGURES},
    PRIMARY KEY (distinct_id, ${grain}, endpoint, error_type)
  ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  PARTITION BY RANGE COLUMNS (${grain}) (PARTITION p_future VALUES LESS THAN (MAXVALUE))`;

/** Slow requests that a slow_request tells of, too, counted twice until now. */
const SUPERSEDE = `
  UPDATE journey_events request
    JOIN journey_events told ON told.request_id = request.request_id
     AND told.distinct_id = request.distinct_id AND told.endpoint <=> request.endpoint
     AND told.is_slow = 1 AND told.is_request = 0
     AND told.timestamp BETWEEN request.timestamp - INTERVAL 1 DAY AND request.timestamp + INTERVAL 1 DAY
     SET request.is_slow = 0
   WHERE request.is_slow = 1 AND request.is_request = 1`;

const fill = (table: string, start: string): string => `
  INSERT INTO ${table}
  SELECT distinct_id, ${start}, IF(is_request OR event = 'slow_request', COALESCE(endpoint, ''), ''),
         IF(is_error, COALESCE(error_type, ''), ''), COUNT(*), SUM(is_request),
         SUM(is_request AND COALESCE(status_code, 0) < 400),
         SUM(is_request AND duration_ms IS NOT NULL),
         SUM(IF(is_request, COALESCE(duration_ms, 0), 0)), SUM(is_error), SUM(is_slow),
         SUM(IF(is_slow, COALESCE(duration_ms, 0), 0))
    FROM journey_events GROUP BY 1, 2, 3, 4`;

/**
 * Errors and slow requests counted as they are stored, by day and by month, filled from what is there.
 * Older processes that still write while this runs do not count what they store: take them down first.
 */
export class CountByMonth1764320000000 implements MigrationInterface {
  name = 'CountByMonth1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE journey_days');
    await runner.query(counts('journey_days', 'day'));
    await runner.query(counts('journey_months', 'month'));
    await runner.query(SUPERSEDE);
    await runner.query(fill('journey_days', 'DATE(timestamp)'));
    await runner.query(fill('journey_months', `DATE_FORMAT(timestamp, '%Y-%m-01')`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE journey_months, journey_days');
    await runner.query(`
      CREATE TABLE journey_days (
        ${KEY},
        day DATE NOT NULL,
        endpoint VARCHAR(255) NOT NULL,
        events INT UNSIGNED NOT NULL,
        requests INT UNSIGNED NOT NULL,
        successful INT UNSIGNED NOT NULL,
        timed INT UNSIGNED NOT NULL,
        total_ms DOUBLE NOT NULL,
        PRIMARY KEY (distinct_id, day, endpoint)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
      PARTITION BY RANGE COLUMNS (day) (PARTITION p_future VALUES LESS THAN (MAXVALUE))`);
    await runner.query(`
      INSERT INTO journey_days
      SELECT distinct_id, DATE(timestamp), IF(is_request, COALESCE(endpoint, ''), ''), COUNT(*),
             SUM(is_request), SUM(is_request AND COALESCE(status_code, 0) < 400),
             SUM(is_request AND duration_ms IS NOT NULL),
             SUM(IF(is_request, COALESCE(duration_ms, 0), 0))
        FROM journey_events GROUP BY 1, 2, 3`);
  }
}
