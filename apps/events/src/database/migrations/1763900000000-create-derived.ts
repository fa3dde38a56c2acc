import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE sessions (
     user_id VARCHAR(128) NOT NULL,
     session_id VARCHAR(64) NOT NULL,
     started_at DATETIME(3) NOT NULL,
     last_at DATETIME(3) NOT NULL,
     page_views INT UNSIGNED NOT NULL,
     events INT UNSIGNED NOT NULL,
     PRIMARY KEY (user_id, session_id),
     KEY idx_user_started (user_id, started_at)
   ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  `CREATE TABLE event_days (
     user_id VARCHAR(128) NOT NULL,
     day DATE NOT NULL,
     event_type ENUM('user_action', 'system_event', 'performance_event', 'error_event',
       'business_event', 'engagement_event') NOT NULL,
     event_category ENUM('navigation', 'interaction', 'content', 'marketplace', 'projects',
       'assets', 'authentication', 'settings', 'performance', 'errors') NOT NULL,
     event_name VARCHAR(255) NOT NULL,
     count INT UNSIGNED NOT NULL,
     time_spent_ms BIGINT UNSIGNED NOT NULL,
     last_at DATETIME(3) NOT NULL,
     PRIMARY KEY (user_id, day, event_type, event_category, event_name)
   ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  `CREATE TABLE page_days (
     user_id VARCHAR(128) NOT NULL,
     day DATE NOT NULL,
     page VARCHAR(512) NOT NULL,
     views INT UNSIGNED NOT NULL,
     PRIMARY KEY (user_id, day, page)
   ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
];

const IS_PAGE_VIEW = `event_name IN ('page_view', '$pageview')`;

const text = (path: string): string => {
  const value = `JSON_EXTRACT(properties, '${path}')`;
  return `IF(JSON_TYPE(${value}) = 'STRING' AND CHAR_LENGTH(JSON_UNQUOTE(${value})) > 0,
             JSON_UNQUOTE(${value}), NULL)`;
};

/** What `pageOf` of the contracts says, in SQL and as it was when this migration was written. */
const ADDRESS = `COALESCE(${['$.page', '$.page_path', '$."$pathname"', '$."$current_url"']
  .map(text)
  .join(', ')})`;
const PATH = `SUBSTRING_INDEX(SUBSTRING_INDEX(
  REGEXP_REPLACE(TRIM(${ADDRESS}), '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*', ''), '#', 1), '?', 1)`;
const PAGE = `LEFT(IF(CHAR_LENGTH(${PATH}) = 0, '/', ${PATH}), 512) COLLATE utf8mb4_bin`;

const milliseconds = (path: string, unitMs: number): string => {
  const value = `JSON_EXTRACT(properties, '${path}')`;
  return `IF(JSON_TYPE(${value}) IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL')
             AND ${value} + 0 >= 0,
             FLOOR(LEAST((${value} + 0) * ${unitMs}, 86400000) + 0.5), NULL)`;
};
const TIME_SPENT = `COALESCE(${milliseconds('$.duration_ms', 1)}, ${milliseconds('$.time_spent', 1000)}, 0)`;

const FILLS = [
  `INSERT INTO sessions (user_id, session_id, started_at, last_at, page_views, events)
   SELECT user_id, session_id, MIN(timestamp), MAX(timestamp), SUM(${IS_PAGE_VIEW}), COUNT(*)
     FROM analytics_events GROUP BY user_id, session_id`,
  `INSERT INTO event_days (user_id, day, event_type, event_category, event_name, count,
                           time_spent_ms, last_at)
   SELECT user_id, DATE(timestamp), event_type, event_category, event_name, COUNT(*),
          SUM(${TIME_SPENT}), MAX(timestamp)
     FROM analytics_events
    GROUP BY user_id, DATE(timestamp), event_type, event_category, event_name`,
  `INSERT INTO page_days (user_id, day, page, views)
   SELECT user_id, day, page, COUNT(*)
     FROM (SELECT user_id, DATE(timestamp) AS day, ${PAGE} AS page
             FROM analytics_events
            WHERE ${IS_PAGE_VIEW} AND ${ADDRESS} IS NOT NULL) AS viewed
    GROUP BY user_id, day, page`,
];

/**
 * Counters beside the raw rows, filled from what is already there. Older processes that still write
 * while this runs do not count what they store: take them down first.
 */
export class CreateDerived1763900000000 implements MigrationInterface {
  name = 'CreateDerived1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(table);
    for (const fill of FILLS) await runner.query(fill);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE page_days, event_days, sessions');
  }
}
