import { Injectable } from '@nestjs/common';
import { MAX_PRODUCT_FEATURES } from '@trailmark/contracts';
import { Sql } from '@trailmark/platform';

@Injectable()
export class ProductFeaturesRepository {
  /** Names of features that anybody used on the days `from` to `to`, sorted, MAX_PRODUCT_FEATURES at most. */
  async names(sql: Sql, from: string, to: string): Promise<string[]> {
    const rows: { name: string }[] = await sql.query(
      `SELECT DISTINCT event_name AS name FROM feature_days
        WHERE day BETWEEN ? AND ? ORDER BY event_name LIMIT ?`,
      [from, to, MAX_PRODUCT_FEATURES],
    );
    return rows.map(({ name }) => name);
  }
}
