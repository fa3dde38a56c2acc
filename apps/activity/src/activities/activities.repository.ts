import { Injectable } from '@nestjs/common';
import { countUpTo, readSlice, sendAlong, Slice, Sql, uuidToBytes } from '@trailmark/platform';
import { SelectQueryBuilder } from 'typeorm';
import { ActivityFilter } from './activity-filter.js';
import { ActivityEntity } from './activity.entity.js';

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const toRow = (activity: ActivityEntity): unknown[] => [
  uuidToBytes(activity.id),
  activity.userId,
  activity.sessionId,
  activity.timestamp,
  activity.activityType,
  activity.activityCategory,
  activity.description,
  json(activity.details),
  json(activity.metadata),
  activity.severity,
  json(activity.tags),
  activity.requestId,
  activity.createdAt,
  activity.chainSeq,
  Buffer.from(activity.previousHash, 'hex'),
  Buffer.from(activity.hash, 'hex'),
];

/** The log. It only grows: there is no statement here that changes or removes a row. */
@Injectable()
export class ActivitiesRepository {
  /** Multi-row insert; fails as a whole when any row does. */
  async insert(sql: Sql, activities: ActivityEntity[]): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO activity_logs
         (id, user_id, session_id, timestamp, activity_type, activity_category, description,
          details, metadata, severity, tags, request_id, created_at, chain_seq, previous_hash, hash)
       VALUES ?`,
      [activities.map(toRow)],
    );
  }

  /** Activities that match, newest first. */
  find(sql: Sql, filter: ActivityFilter, slice: Slice): Promise<ActivityEntity[]> {
    return readSlice(matching(sql, filter), slice);
  }

  /** How many match, counted no further than `limit`. */
  count(sql: Sql, filter: ActivityFilter, limit: number): Promise<number> {
    return countUpTo(sql, matching(sql, filter), limit);
  }
}

const LISTS = {
  activityTypes: 'activityType',
  activityCategories: 'activityCategory',
  severities: 'severity',
} as const satisfies Partial<Record<keyof ActivityFilter, keyof ActivityEntity>>;

/** The index is named: in time order a planner may prefer to walk everybody's rows for one user's. */
const matching = (sql: Sql, filter: ActivityFilter): SelectQueryBuilder<ActivityEntity> => {
  const query = sql
    .createQueryBuilder(ActivityEntity, 'activity')
    .useIndex('idx_user_timestamp')
    .where('activity.userId = :userId', { userId: filter.userId });
  for (const [list, column] of Object.entries(LISTS)) {
    const values = filter[list as keyof typeof LISTS];
    if (values.length > 0)
      query.andWhere(`activity.${column} IN (:...${list})`, { [list]: values });
  }
  addTags(query, filter.tags);
  if (filter.search !== null) {
    query.andWhere(`activity.description COLLATE utf8mb4_unicode_ci LIKE :search ESCAPE '!'`, {
      search: `%${filter.search.replace(/[!%_]/g, '!$&')}%`,
    });
  }
  if (filter.from) query.andWhere('activity.timestamp >= :from', { from: filter.from });
  if (filter.to) query.andWhere('activity.timestamp <= :to', { to: filter.to });
  return query;
};

const addTags = (query: SelectQueryBuilder<ActivityEntity>, tags: string[]): void => {
  if (tags.length === 0) return;
  const any = tags.map((_tag, n) => `JSON_CONTAINS(activity.tags, :tag${n})`).join(' OR ');
  const values = tags.map((tag, n) => [`tag${n}`, JSON.stringify(tag)]);
  query.andWhere(`(${any})`, Object.fromEntries(values) as Record<string, string>);
};
