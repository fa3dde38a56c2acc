import { Injectable } from '@nestjs/common';
import { newMessageId } from '@trailmark/ingest';
import { bytesToUuid, parseJson, sendAlong, Sql, uuidToBytes } from '@trailmark/platform';
import { sourceOf, valuesOf } from './merge.js';
import { UsageKey, UsageRow } from './usage-row.js';

interface Raw {
  id: Buffer;
  user_id: string;
  date: string;
  submission: unknown;
  submission_id: Buffer | null;
  submitted_at: Date | null;
  derived: unknown;
  derived_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

const COLUMNS = `id, user_id, CAST(date AS CHAR) AS date, submission, submission_id, submitted_at,
                 derived, derived_at, created_at, updated_at`;

/** What is long in a row is its lists, and no figure is made from them. */
const withoutLists = (column: string): string =>
  `JSON_REMOVE(${column}, '$.features_used', '$.user_flow') AS ${column}`;

const FIGURE_COLUMNS = `id, user_id, CAST(date AS CHAR) AS date, ${withoutLists('submission')},
                        submission_id, submitted_at, ${withoutLists('derived')}, derived_at,
                        created_at, updated_at`;

const ofDays = (columns: string): string =>
  `SELECT ${columns} FROM usage_metrics
    WHERE user_id = ? AND date BETWEEN ? AND ? ORDER BY usage_metrics.date DESC`;

const SAVED = [
  'id',
  'user_id',
  'date',
  'session_count',
  'total_session_duration',
  'average_session_duration',
  'page_views',
  'unique_pages_visited',
  'features_used',
  'engagement_score',
  'retention_data',
  'conversion_data',
  'user_flow',
  'source',
  'submission',
  'submission_id',
  'submitted_at',
  'derived',
  'derived_at',
  'created_at',
  'updated_at',
] as const;

const REPLACED = SAVED.filter((name) => !['user_id', 'date', 'created_at'].includes(name));

/** The table of one row a user a day. */
@Injectable()
export class UsageRepository {
  /** A user's rows of the days from `from` to `to`, both included, newest first. */
  async find(sql: Sql, userId: string, from: string, to: string): Promise<UsageRow[]> {
    const rows: Raw[] = await sql.query(ofDays(COLUMNS), [userId, from, to]);
    return rows.map(toRow);
  }

  /** The same rows without features and flow. */
  async findFigures(sql: Sql, userId: string, from: string, to: string): Promise<UsageRow[]> {
    const rows: Raw[] = await sql.query(ofDays(FIGURE_COLUMNS), [userId, from, to]);
    return rows.map(toRow);
  }

  /**
   * Changes rows, making those that are not there. Whoever changes a row sees what others have
   * committed to it; keys are taken in sorted order, so that writers do not cross.
   * @param keys each once.
   */
  async change(sql: Sql, keys: UsageKey[], change: (row: UsageRow) => UsageRow): Promise<void> {
    if (keys.length === 0) return;
    const now = new Date();
    const sorted = keys.toSorted(compareKeys);
    await this.make(sql, sorted, now);
    const rows = await this.lock(sql, sorted);
    const changed = rows.flatMap((row) => {
      const next = change(row);
      return next === row ? [] : [{ ...next, updatedAt: now }];
    });
    if (changed.length > 0) await this.save(sql, changed);
  }

  /** Takes the locks: an upsert that changes nothing locks a row that is there already. */
  private async make(sql: Sql, keys: UsageKey[], now: Date): Promise<void> {
    const rows = keys.map(({ userId, date }) => [
      uuidToBytes(newMessageId()),
      userId,
      date,
      'derived',
      now,
      now,
    ]);
    await sendAlong(
      sql,
      `INSERT INTO usage_metrics (id, user_id, date, source, created_at, updated_at) VALUES ?
         ON DUPLICATE KEY UPDATE source = source`,
      [rows],
    );
  }

  private async lock(sql: Sql, keys: UsageKey[]): Promise<UsageRow[]> {
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM usage_metrics
        WHERE ${keys.map(() => '(user_id = ? AND date = ?)').join(' OR ')} FOR UPDATE`,
      keys.flatMap(({ userId, date }) => [userId, date]),
    );
    return rows.map(toRow).sort(compareKeys);
  }

  private async save(sql: Sql, rows: UsageRow[]): Promise<void> {
    const updates = REPLACED.map((name) => `${name} = VALUES(${name})`).join(', ');
    await sendAlong(
      sql,
      `INSERT INTO usage_metrics (${SAVED.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE ${updates}`,
      [rows.map(toValues)],
    );
  }
}

const compareKeys = (a: UsageKey, b: UsageKey): number => {
  if (a.userId !== b.userId) return a.userId < b.userId ? -1 : 1;
  return a.date < b.date ? -1 : Number(a.date > b.date);
};

const toRow = (raw: Raw): UsageRow => ({
  id: bytesToUuid(raw.id),
  userId: raw.user_id,
  date: raw.date,
  submission:
    raw.submission_id && raw.submitted_at
      ? {
          id: bytesToUuid(raw.submission_id),
          at: raw.submitted_at,
          values: parseJson(raw.submission) ?? {},
        }
      : null,
  derivation: derivationOf(raw),
  createdAt: raw.created_at,
  updatedAt: raw.updated_at,
});

const derivationOf = ({ derived, derived_at: at }: Raw): UsageRow['derivation'] => {
  const day = parseJson<NonNullable<UsageRow['derivation']>['day']>(derived);
  return day && at ? { day, at } : null;
};

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const toValues = (row: UsageRow): unknown[] => {
  const values = valuesOf(row);
  const { submission, derivation } = row;
  const saved: Record<(typeof SAVED)[number], unknown> = {
    ...values,
    id: uuidToBytes(row.id),
    user_id: row.userId,
    date: row.date,
    features_used: json(values.features_used),
    retention_data: json(values.retention_data),
    conversion_data: json(values.conversion_data),
    user_flow: json(values.user_flow),
    source: sourceOf(row),
    submission: submission && json(submission.values),
    submission_id: submission && uuidToBytes(submission.id),
    submitted_at: submission?.at ?? null,
    derived: derivation && json(derivation.day),
    derived_at: derivation?.at ?? null,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
  return SAVED.map((name) => saved[name]);
};
