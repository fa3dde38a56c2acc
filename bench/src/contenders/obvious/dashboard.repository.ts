import { type Pool, type RowDataPacket } from 'mysql2/promise';

const WITHIN = 'WHERE user_id = ? AND timestamp >= ? AND timestamp < ?';

/** The guide's dashboard figures, each counted from the raw rows. */
const QUERIES = {
  totals: `SELECT COUNT(*) AS total_events, COUNT(DISTINCT session_id) AS unique_sessions
             FROM analytics_events ${WITHIN}`,
  sessions: `SELECT AVG(seconds) AS average_session_duration, AVG(views < 2) AS bounce_rate
               FROM (SELECT TIMESTAMPDIFF(SECOND, MIN(timestamp), MAX(timestamp)) AS seconds,
                            SUM(event_name = 'page_view') AS views
                       FROM analytics_events ${WITHIN} GROUP BY session_id) AS each_session`,
  topEvents: `SELECT event_name, COUNT(*) AS count FROM analytics_events ${WITHIN}
               GROUP BY event_name ORDER BY count DESC LIMIT 10`,
  topPages: `SELECT JSON_UNQUOTE(JSON_EXTRACT(properties, '$.page')) AS page, COUNT(*) AS views,
                    COUNT(DISTINCT session_id) AS unique_views
               FROM analytics_events ${WITHIN} AND event_name = 'page_view'
              GROUP BY page ORDER BY views DESC LIMIT 10`,
  trend: `SELECT DATE(timestamp) AS date, COUNT(*) AS events, COUNT(DISTINCT session_id) AS sessions
            FROM analytics_events ${WITHIN} GROUP BY DATE(timestamp)`,
  performance: `SELECT AVG(page_load_time) AS average_load_time, AVG(largest_contentful_paint) AS lcp,
                       AVG(first_input_delay) AS fid, AVG(cumulative_layout_shift) AS cls
                  FROM performance_metrics ${WITHIN}`,
  activity: `SELECT activity_type AS type, COUNT(*) AS count FROM activity_logs ${WITHIN}
              GROUP BY activity_type`,
  recent: `SELECT id, description, timestamp, severity FROM activity_logs ${WITHIN}
            ORDER BY timestamp DESC LIMIT 10`,
} as const;

const DAY_MS = 86_400_000;

/** A user's dashboard of the last `days` days, live from raw rows, all questions at once. */
export const dashboardOf = async (pool: Pool, userId: string, days: number): Promise<object> => {
  const to = new Date();
  const from = new Date(to.getTime() - days * DAY_MS);
  const answers = await Promise.all(
    Object.entries(QUERIES).map(async ([name, sql]) => {
      const [rows] = await pool.query<RowDataPacket[]>(sql, [userId, from, to]);
      return [name, rows] as const;
    }),
  );
  const before = await pool.query<RowDataPacket[]>(QUERIES.totals, [
    userId,
    new Date(from.getTime() - days * DAY_MS),
    from,
  ]);
  return { user_id: userId, ...Object.fromEntries(answers), previous: before[0] };
};
