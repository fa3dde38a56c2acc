import { Injectable } from '@nestjs/common';
import { FindFeaturesDto } from '@trailmark/contracts';
import { Sql } from '@trailmark/platform';

@Injectable()
export class FeaturesRepository {
  /** Names of features that anybody used on the days, sorted, at most `limit`. */
  async names(sql: Sql, { from, to }: FindFeaturesDto, limit: number): Promise<string[]> {
    const rows: { name: string }[] = await sql.query(
      `SELECT DISTINCT event_name AS name FROM feature_days
        WHERE day BETWEEN ? AND ? ORDER BY event_name LIMIT ?`,
      [from, to, limit],
    );
    return rows.map(({ name }) => name);
  }
}
