import { Injectable } from '@nestjs/common';
import { Day } from '@trailmark/measures';
import { sendAlong, Sql } from '@trailmark/platform';

/** A feature that a submission for a day names. */
export interface SubmittedFeature {
  date: Day;
  name: string;
}

/** Names of one statement. */
const CHUNK = 1000;

const compare = (a: SubmittedFeature, b: SubmittedFeature): number => {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.name < b.name ? -1 : Number(a.name > b.name);
};

const keyOf = ({ date, name }: SubmittedFeature): string => `${date} ${name}`;

/**
 * Which features anybody's submissions say were used, by day; whose they were is not kept. It only
 * grows: that a correction takes back the last use of a feature is rare, and finding out would cost a
 * look at everybody's submissions of the day, or a counter that all writers queue for.
 */
@Injectable()
export class SubmittedFeaturesRepository {
  /** Looks first, without a lock: after the first of a day, its features are nearly always there. */
  async add(sql: Sql, features: SubmittedFeature[]): Promise<void> {
    const named = new Map(features.map((feature) => [keyOf(feature), feature]));
    const sorted = [...named.values()].sort(compare);
    for (let start = 0; start < sorted.length; start += CHUNK) {
      const chunk = sorted.slice(start, start + CHUNK);
      const known = new Set((await this.known(sql, chunk)).map(keyOf));
      const missing = chunk.filter((feature) => !known.has(keyOf(feature)));
      if (missing.length > 0) await this.insert(sql, missing);
    }
  }

  /** What was submitted for the days `from` to `to`, by name, each once, `limit` at most. */
  async names(sql: Sql, from: Day, to: Day, limit: number): Promise<string[]> {
    const rows: { name: string }[] = await sql.query(
      `SELECT DISTINCT feature_name AS name FROM submitted_features
        WHERE date BETWEEN ? AND ? ORDER BY feature_name LIMIT ?`,
      [from, to, limit],
    );
    return rows.map(({ name }) => name);
  }

  private known(sql: Sql, features: SubmittedFeature[]): Promise<SubmittedFeature[]> {
    return sql.query(
      `SELECT CAST(date AS CHAR) AS date, feature_name AS name FROM submitted_features
        WHERE ${features.map(() => '(date = ? AND feature_name = ?)').join(' OR ')}`,
      features.flatMap(({ date, name }) => [date, name]),
    );
  }

  private async insert(sql: Sql, features: SubmittedFeature[]): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO submitted_features (date, feature_name) VALUES ?
         ON DUPLICATE KEY UPDATE date = date`,
      [features.map(({ date, name }) => [date, name])],
    );
  }
}
