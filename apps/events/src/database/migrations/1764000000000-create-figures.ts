import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE event_slots (
     user_id VARCHAR(128) NOT NULL,
     slot DATETIME NOT NULL,
     events INT UNSIGNED NOT NULL,
     page_views INT UNSIGNED NOT NULL,
     errors INT UNSIGNED NOT NULL,
     PRIMARY KEY (user_id, slot)
   ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  `CREATE TABLE session_pages (
     user_id VARCHAR(128) NOT NULL,
     session_id VARCHAR(64) NOT NULL,
     page VARCHAR(512) NOT NULL,
     first_at DATETIME(3) NOT NULL,
     PRIMARY KEY (user_id, session_id, page),
     KEY idx_user_first (user_id, first_at, page)
   ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  `CREATE TABLE feature_days (
     day DATE NOT NULL,
     event_category ENUM('navigation', 'interaction', 'content', 'marketplace', 'projects',
       'assets', 'authentication', 'settings', 'performance', 'errors') NOT NULL,
     event_name VARCHAR(255) NOT NULL,
     PRIMARY KEY (day, event_name, event_category)
   ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  `CREATE TABLE derived_guard (id TINYINT UNSIGNED NOT NULL, PRIMARY KEY (id))`,
];

const IS_PAGE_VIEW = `event_name IN ('page_view', '$pageview')`;

/** The first property that holds text, as page views told their page when this was written. */
const addressOf = (...keys: string[]): string =>
  keys.reduceRight((otherwise, key) => {
    const value = `JSON_EXTRACT(properties, '$."${key}"')`;
    const told = `JSON_TYPE(${value}) = 'STRING' AND CHAR_LENGTH(JSON_UNQUOTE(${value})) > 0`;
    return `CASE WHEN ${told} THEN JSON_UNQUOTE(${value}) ELSE ${otherwise} END`;
  }, 'NULL');

const VIEWED = `
  SELECT user_id, session_id, timestamp,
         TRIM(${addressOf('page', 'page_path', '$pathname', '$current_url')}) AS address
    FROM analytics_events WHERE ${IS_PAGE_VIEW}`;

/** Without scheme and host, query and fragment. */
const PATH = `SUBSTRING_INDEX(SUBSTRING_INDEX(
  REGEXP_REPLACE(address, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*', ''), '?', 1), '#', 1)`;

/** The quarter of an hour of UTC in which an event lies. */
const SLOT = `DATE(timestamp) + INTERVAL (HOUR(timestamp) * 4 + MINUTE(timestamp) DIV 15) * 15 MINUTE`;

const FILLS = [
  `INSERT INTO derived_guard (id) VALUES (1)`,
  `INSERT INTO event_slots (user_id, slot, events, page_views, errors)
   SELECT user_id, slot, COUNT(*), SUM(${IS_PAGE_VIEW}),
          SUM(event_type = 'error_event' OR event_category = 'errors')
     FROM (SELECT user_id, event_name, event_type, event_category,
                  ${SLOT} AS slot
             FROM analytics_events) AS placed
    GROUP BY user_id, slot`,
  `INSERT INTO session_pages (user_id, session_id, page, first_at)
   SELECT user_id, session_id, page, MIN(timestamp)
     FROM (SELECT user_id, session_id, timestamp,
                  LEFT(IF(CHAR_LENGTH(${PATH}) > 0, ${PATH}, '/'), 512) COLLATE utf8mb4_bin AS page
             FROM (${VIEWED}) AS viewed
            WHERE address IS NOT NULL) AS paged
    GROUP BY user_id, session_id, page`,
  `INSERT INTO feature_days (day, event_category, event_name)
   SELECT DISTINCT day, event_category, event_name FROM event_days
    WHERE event_type IN ('user_action', 'business_event', 'engagement_event')
      AND NOT ${IS_PAGE_VIEW}`,
];

/**
 * What figures of any period are read from, filled from what is already there. Older processes that
 * still write while this runs do not count what they store: take them down first, or rebuild.
 */
export class CreateFigures1764000000000 implements MigrationInterface {
  name = 'CreateFigures1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(table);
    for (const fill of FILLS) await runner.query(fill);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE derived_guard, feature_days, session_pages, event_slots');
  }
}
