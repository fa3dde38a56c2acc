import { Injectable } from '@nestjs/common';
import { Day } from '@trailmark/measures';
import { parseJson, Sql } from '@trailmark/platform';
import { UsedFeature, usedOf } from '../usage/used-features.js';

/** The features of a day's row, and whether they are what a client submitted. */
export interface StoredFeatures {
  used: UsedFeature[];
  submitted: boolean;
}

/** Reads of one user's rows that only the overview needs. */
@Injectable()
export class OverviewRepository {
  /** What was used on each of the days `from` to `to` that have a row. */
  async features(sql: Sql, userId: string, from: Day, to: Day): Promise<Map<Day, StoredFeatures>> {
    const rows: { day: Day; features: unknown; submitted: number | string }[] = await sql.query(
      `SELECT CAST(date AS CHAR) AS day, features_used AS features,
              COALESCE(JSON_CONTAINS_PATH(submission, 'one', '$.features_used'), 0) AS submitted
         FROM usage_metrics WHERE user_id = ? AND date BETWEEN ? AND ?`,
      [userId, from, to],
    );
    return new Map(
      rows.map(({ day, features, submitted }) => [
        day,
        { used: usedOf(parseJson<UsedFeature[]>(features)), submitted: Number(submitted) === 1 },
      ]),
    );
  }

  /**
   * The first day before `day` on which the user did anything, by the rows; null: there is none.
   * A derived day has an event at least, and a count of 0 is no use of a feature. The index is named:
   * in order of date a planner may prefer to walk everybody's rows for one user's.
   */
  async firstActiveDay(sql: Sql, userId: string, before: Day): Promise<Day | null> {
    const [row]: { day: Day }[] = await sql.query(
      `SELECT CAST(date AS CHAR) AS day FROM usage_metrics USE INDEX (unique_user_date)
        WHERE user_id = ? AND date < ?
          AND (session_count > 0 OR page_views > 0 OR derived IS NOT NULL
               OR CAST(JSON_EXTRACT(features_used, '$[*].usage_count') AS CHAR) REGEXP '[1-9]')
        ORDER BY usage_metrics.date LIMIT 1`,
      [userId, before],
    );
    return row?.day ?? null;
  }
}
