import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { FEATURE_TYPES } from '../derived/feature.js';
import { UsedFeature } from './past-events.repository.js';

/** Which features anybody used on a day. */
@Injectable()
export class UsedFeaturesRepository {
  /** Whether there is an event of it; of a feature in common use the first that is looked at. */
  async isUsed(sql: Sql, day: string, { name, category }: UsedFeature): Promise<boolean> {
    const rows: unknown[] = await sql.query(
      `SELECT 1 FROM analytics_events
        WHERE event_category = ? AND timestamp >= ? AND timestamp < ? + INTERVAL 1 DAY
          AND event_name = ? AND event_type IN (?) LIMIT 1`,
      [category, day, day, name, FEATURE_TYPES],
    );
    return rows.length > 0;
  }

  async add(sql: Sql, day: string, { name, category }: UsedFeature): Promise<void> {
    await sql.query(
      `INSERT INTO feature_days (day, event_name, event_category) VALUES (?, ?, ?)
         ON DUPLICATE KEY UPDATE day = day`,
      [day, name, category],
    );
  }

  async remove(sql: Sql, day: string, { name, category }: UsedFeature): Promise<void> {
    await sql.query(
      'DELETE FROM feature_days WHERE day = ? AND event_name = ? AND event_category = ?',
      [day, name, category],
    );
  }
}
