import { Injectable } from '@nestjs/common';
import { type Aligned, type Interval, utcToDay } from '@trailmark/measures';
import { parseJson, Sql } from '@trailmark/platform';
import { KindCount, SUCCESS } from './day-counts.js';

/** A SELECT and the values of its placeholders. */
type Select = readonly [sql: string, values: unknown[]];

type CountRow = Record<keyof KindCount, string>;

/** One of `tag` and `tags` (JSON) is null. */
interface TagRow {
  tag: string | null;
  tags: string | null;
  activities: string;
}

const KIND = 'activity_type, activity_category, severity';
const KIND_AS_NAMED =
  'activity_type AS activityType, activity_category AS activityCategory, severity';

/**
 * What one user did in a period, by what it was: whole days from what is counted already, the rest from the log, both in one
 * statement.
 */
@Injectable()
export class KindsRepository {
  /** Activities by kind; a kind may come twice, to be added up. */
  async kinds(sql: Sql, userId: string, { whole, edges }: Aligned): Promise<KindCount[]> {
    const rows: CountRow[] = await unionOf(sql, [
      ...(whole ? [kindsOfDays(userId, whole)] : []),
      ...(edges.length > 0 ? [kindsOfLog(userId, edges)] : []),
    ]);
    return rows.map(toKindCount);
  }

  /** Activities by tag. */
  async tags(sql: Sql, userId: string, { whole, edges }: Aligned): Promise<Map<string, number>> {
    const rows: TagRow[] = await unionOf(sql, [
      ...(whole ? [tagsOfDays(userId, whole)] : []),
      ...(edges.length > 0 ? [tagsOfLog(userId, edges)] : []),
    ]);
    const counts = new Map<string, number>();
    for (const row of rows) {
      for (const tag of tagsOf(row))
        counts.set(tag, (counts.get(tag) ?? 0) + Number(row.activities));
    }
    return counts;
  }
}

const kindsOfDays = (userId: string, days: Interval): Select => [
  `SELECT ${KIND_AS_NAMED}, SUM(activities) AS activities, SUM(with_result) AS withResult,
          SUM(successes) AS successes
     FROM activity_days WHERE user_id = ? AND day >= ? AND day < ? GROUP BY ${KIND}`,
  [userId, ...boundsOf(days)],
];

const kindsOfLog = (userId: string, parts: readonly Interval[]): Select => [
  `SELECT ${KIND_AS_NAMED}, COUNT(*) AS activities,
          COALESCE(SUM(JSON_TYPE(JSON_EXTRACT(details, '$.result')) = 'STRING'), 0) AS withResult,
          COALESCE(SUM(JSON_UNQUOTE(JSON_EXTRACT(details, '$.result'))
            COLLATE utf8mb4_bin = ?), 0) AS successes
     FROM activity_logs USE INDEX (idx_user_timestamp)
    WHERE user_id = ? AND (${within(parts)}) GROUP BY ${KIND}`,
  [SUCCESS, userId, ...instantsOf(parts)],
];

const tagsOfDays = (userId: string, days: Interval): Select => [
  `SELECT tag, NULL AS tags, SUM(activities) AS activities
     FROM activity_tag_days WHERE user_id = ? AND day >= ? AND day < ? GROUP BY tag`,
  [userId, ...boundsOf(days)],
];

const tagsOfLog = (userId: string, parts: readonly Interval[]): Select => [
  `SELECT NULL AS tag, CAST(tags AS CHAR) AS tags, COUNT(*) AS activities
     FROM activity_logs USE INDEX (idx_user_timestamp)
    WHERE user_id = ? AND (${within(parts)}) AND tags IS NOT NULL GROUP BY 2`,
  [userId, ...instantsOf(parts)],
];

/** @param selects at least one: a period is never empty. */
const unionOf = <T>(sql: Sql, selects: Select[]): Promise<T[]> =>
  sql.query(
    selects.map(([text]) => text).join(' UNION ALL '),
    selects.flatMap(([, values]) => values),
  );

/** The first of the whole days, and the one after the last. */
const boundsOf = ({ from, to }: Interval) => [utcToDay(from.getTime()), utcToDay(to.getTime())];

const within = (parts: readonly Interval[]): string =>
  parts.map(() => 'timestamp >= ? AND timestamp < ?').join(' OR ');

const instantsOf = (parts: readonly Interval[]): Date[] =>
  parts.flatMap(({ from, to }) => [from, to]);

const toKindCount = (row: CountRow): KindCount => ({
  ...(row as unknown as KindCount),
  activities: Number(row.activities),
  withResult: Number(row.withResult),
  successes: Number(row.successes),
});

/** An activity that has a tag twice counts once. */
const tagsOf = ({ tag, tags }: TagRow): Iterable<string> =>
  tag === null ? new Set(parseJson<string[]>(tags)) : [tag];
