import { FindTraceDto, JourneyEvent, MAX_TRACE, Trace } from '@trailmark/contracts';
import { EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { Sql } from './database.js';
import { ListPosition } from './list-cursor.js';

/** What one answer may take: NATS carries messages of 1 MiB, unless told otherwise. */
export const MAX_TRACE_BYTES = 768 * 1024;

/** Rows that are in memory at a time. */
const SLICE = 100;

/** A row that tells which request it belongs to. */
interface TracedRow extends ObjectLiteral, ListPosition {
  userId: string;
  requestId: string | null;
}

/** The index is named: of many users a planner may prefer to read all that they have. */
const traced = <T extends TracedRow>(
  sql: Sql,
  entity: EntityTarget<T>,
  { request_id, user_ids: userIds }: FindTraceDto,
): SelectQueryBuilder<T> => {
  const query = sql
    .createQueryBuilder(entity, 'traced')
    .useIndex('idx_request')
    .where('traced.requestId = :request_id', { request_id });
  if (userIds) query.andWhere('traced.userId IN (:...userIds)', { userIds });
  return query.orderBy('traced.timestamp').addOrderBy('traced.id').limit(SLICE);
};

/**
 * What carries a request id, oldest first: at most MAX_TRACE events and MAX_TRACE_BYTES; of a list of
 * users only theirs, and so of an empty one none.
 * @param sql one snapshot, because it is read in slices.
 */
export const readTrace = async <T extends TracedRow>(
  sql: Sql,
  entity: EntityTarget<T>,
  question: FindTraceDto,
  toEvent: (row: T) => JourneyEvent,
): Promise<Trace> => {
  const events: JourneyEvent[] = [];
  if (question.user_ids?.length === 0) return { events };
  const query = traced(sql, entity, question);
  let room = MAX_TRACE_BYTES;
  while (events.length < MAX_TRACE) {
    const rows = await query.offset(events.length).getMany();
    for (const event of rows.map(toEvent)) {
      room -= Buffer.byteLength(JSON.stringify(event)) + 1;
      if (room < 0) return { events };
      events.push(event);
    }
    if (rows.length < SLICE) break;
  }
  return { events };
};
