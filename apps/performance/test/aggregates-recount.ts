import { QuantileSketch } from '@trailmark/measures';
import { TestSchema } from '@trailmark/testing';

const SUMS = `COUNT(*) + 0e0 AS n, SUM(page_load_time) AS load_times,
  COUNT(performance_score) + 0e0 AS scored, COALESCE(SUM(performance_score), 0) + 0.00 AS scores`;
const KEPT = `measurements + 0e0 AS n, load_time_sum AS load_times, scored + 0e0 AS scored,
  score_sum AS scores`;
const DAY = `CAST(DATE(timestamp) AS CHAR)`;
const SLOT = `FLOOR(UNIX_TIMESTAMP(timestamp) / 900) * 900`;

/** What each table of sums holds, and the same counted from the measurements. */
const TABLES = {
  user_days: [
    `SELECT user_id, CAST(day AS CHAR) AS day, ${KEPT} FROM performance_user_days ORDER BY 1, 2`,
    `SELECT user_id, ${DAY} AS day, ${SUMS} FROM performance_metrics GROUP BY 1, 2 ORDER BY 1, 2`,
  ],
  user_slots: [
    `SELECT user_id, UNIX_TIMESTAMP(slot) + 0e0 AS slot, ${KEPT},
            load_time_squares, score_squares FROM performance_user_slots ORDER BY 1, 2`,
    `SELECT user_id, ${SLOT} + 0e0 AS slot, ${SUMS}, SUM(page_load_time * page_load_time) AS load_time_squares, COALESCE(SUM(performance_score * performance_score), 0) + 0.0000 AS score_squares FROM performance_metrics
      GROUP BY 1, 2 ORDER BY 1, 2`,
  ],
  user_pages: [
    `SELECT user_id, CAST(day AS CHAR) AS day, page, ${KEPT} FROM performance_user_pages
      ORDER BY 1, 2, 3`,
    `SELECT user_id, ${DAY} AS day, page, ${SUMS} FROM performance_metrics
      WHERE page IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ],
  page_days: [
    `SELECT page, CAST(day AS CHAR) AS day, ${KEPT} FROM performance_page_days ORDER BY 1, 2`,
    `SELECT page, ${DAY} AS day, ${SUMS} FROM performance_metrics
      WHERE page IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  ],
  page_users: [
    `SELECT page, CAST(day AS CHAR) AS day, user_id FROM performance_page_users ORDER BY 1, 2, 3`,
    `SELECT DISTINCT page, ${DAY} AS day, user_id FROM performance_metrics
      WHERE page IS NOT NULL ORDER BY 1, 2, 3`,
  ],
} as const;

/** A sketch of the same values is the same bytes, however they came together. */
const expectSketches = async (
  schema: TestSchema,
  table: string,
  key: string,
  where: string,
): Promise<void> => {
  const raw = await schema.query<{ slot: string; value: string | null; load: string }>(
    `SELECT CONCAT(${key}, ' ', ${DAY}) AS slot, largest_contentful_paint AS value,
            page_load_time AS \`load\` FROM performance_metrics WHERE ${where}`,
  );
  const kept = await schema.query<{ slot: string; lcp: Buffer | null; load: Buffer }>(
    `SELECT CONCAT(${key}, ' ', CAST(day AS CHAR)) AS slot, lcp_sketch AS lcp,
            load_sketch AS \`load\` FROM ${table}`,
  );
  for (const { slot, lcp, load } of kept) {
    const rows = raw.filter((row) => row.slot === slot);
    const values = rows.flatMap(({ value }) => (value === null ? [] : [Number(value)]));
    expect(lcp).toEqual(values.length === 0 ? null : QuantileSketch.of(values).toBytes());
    expect(load).toEqual(QuantileSketch.of(rows.map((row) => Number(row.load))).toBytes());
  }
};

/** Everything that is counted equals a recount from the measurements, to the last digit. */
export const expectAggregatesEqualRecount = async (schema: TestSchema): Promise<void> => {
  for (const [kept, counted] of Object.values(TABLES)) {
    expect(await schema.query(kept)).toEqual(await schema.query(counted));
  }
  await expectSketches(schema, 'performance_user_days', 'user_id', 'TRUE');
  await expectSketches(schema, 'performance_page_days', 'page', 'page IS NOT NULL');
};
