import { Injectable } from '@nestjs/common';
import {
  countUpTo,
  datetimeText,
  readSlice,
  sendAlong,
  Slice,
  Sql,
  uuidToBytes,
  uuidValue,
} from '@trailmark/platform';
import { SelectQueryBuilder } from 'typeorm';
import { EventFilter } from './event-filter.js';
import { EventEntity } from './event.entity.js';

const toRow = (event: EventEntity): unknown[] => [
  uuidValue(event.id),
  event.userId,
  event.sessionId,
  event.eventType,
  event.eventName,
  event.eventCategory,
  event.properties && JSON.stringify(event.properties),
  datetimeText(event.timestamp),
  event.source,
  event.platform,
  event.userAgent,
  event.ipAddress,
  event.location && JSON.stringify(event.location),
  event.requestId,
  datetimeText(event.createdAt),
];

@Injectable()
export class EventsRepository {
  /** Multi-row insert; fails as a whole when any row does. */
  async insert(sql: Sql, events: EventEntity[]): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO analytics_events
         (id, user_id, session_id, event_type, event_name, event_category, properties, timestamp,
          source, platform, user_agent, ip_address, location, request_id, created_at)
       VALUES ?`,
      [events.map(toRow)],
    );
  }

  /** Events that match, newest first. */
  find(sql: Sql, filter: EventFilter, slice: Slice): Promise<EventEntity[]> {
    return readSlice(matching(sql, filter), slice);
  }

  /** How many events match, counted no further than `limit`. */
  count(sql: Sql, filter: EventFilter, limit: number): Promise<number> {
    return countUpTo(sql, matching(sql, filter), limit);
  }

  findById(sql: Sql, id: string): Promise<EventEntity | null> {
    return sql
      .createQueryBuilder(EventEntity, 'event')
      .where('event.id = :id', { id: uuidToBytes(id) })
      .getOne();
  }
}

const LISTS = {
  userIds: 'userId',
  sessionIds: 'sessionId',
  eventTypes: 'eventType',
  eventCategories: 'eventCategory',
  eventNames: 'eventName',
  platforms: 'platform',
  sources: 'source',
} as const satisfies Partial<Record<keyof EventFilter, keyof EventEntity>>;

/** A JSON path to one top-level key, whatever characters it has. */
const pathTo = (key: string): string => `$.${JSON.stringify(key)}`;

const matching = (sql: Sql, filter: EventFilter): SelectQueryBuilder<EventEntity> => {
  const query = sql.createQueryBuilder(EventEntity, 'event');
  for (const [list, column] of Object.entries(LISTS)) {
    const values = filter[list as keyof typeof LISTS];
    if (values.length > 0) query.andWhere(`event.${column} IN (:...${list})`, { [list]: values });
  }
  filter.properties.forEach(({ key, values }, index) => {
    query.andWhere(
      `JSON_UNQUOTE(JSON_EXTRACT(event.properties, :path${index})) COLLATE utf8mb4_bin
         IN (:...values${index})`,
      { [`path${index}`]: pathTo(key), [`values${index}`]: values },
    );
  });
  if (filter.from) query.andWhere('event.timestamp >= :from', { from: filter.from });
  if (filter.to) query.andWhere('event.timestamp <= :to', { to: filter.to });
  return query;
};
