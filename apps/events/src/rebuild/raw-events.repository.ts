import { Injectable } from '@nestjs/common';
import { EventCategory, PAGE_VIEW_NAMES } from '@trailmark/contracts';
import { DAY_MS, Interval } from '@trailmark/measures';
import { parseJson, PartitionRepository, Sql } from '@trailmark/platform';
import { CountedEvent } from '../derived/derived-table.js';
import { FEATURE_TYPES } from '../derived/feature.js';
import { Chunk } from './chunk.js';

/** Events that a chunk of days holds about. */
const CHUNK_EVENTS = 5000;

/** Sessions that one statement looks up. */
const LOOKUPS = 200;

const COLUMNS = `user_id AS userId, session_id AS sessionId, event_type AS eventType,
  event_category AS eventCategory, event_name AS eventName, properties, timestamp`;

const WITHIN = 'user_id = ? AND timestamp >= ? AND timestamp < ?';

/** Whether the session has an event in the interval, on the sessions' index. */
const TOUCHES = `
  (SELECT session_id AS sessionId FROM analytics_events
    WHERE session_id = ? AND ${WITHIN} LIMIT 1)`;

/** The events themselves, read by index and never all at once. */
@Injectable()
export class RawEventsRepository {
  private readonly partitions = new PartitionRepository();

  /** Every event of a chunk, one at a time; the connection is taken until the last one. */
  async *ofChunk(sql: Sql, chunk: Chunk): AsyncGenerator<CountedEvent> {
    const [condition, values] =
      chunk.kind === 'days'
        ? [WITHIN, [chunk.userId, chunk.from, chunk.to]]
        : ['user_id = ? AND session_id IN (?)', [chunk.userId, chunk.sessionIds]];
    if (!sql.queryRunner) throw new Error('events are read within a transaction');
    const events: AsyncIterable<unknown> = await sql.queryRunner.stream(
      `SELECT ${COLUMNS} FROM analytics_events WHERE ${condition}`,
      values,
    );
    for await (const row of events) {
      const event = row as CountedEvent;
      yield { ...event, properties: parseJson(event.properties) };
    }
  }

  /** Where a run of whole days from `from` on ends that holds about CHUNK_EVENTS; one at least. */
  async endOfRun(sql: Sql, userId: string, { from, to }: Interval): Promise<Date> {
    const [row]: { timestamp: Date }[] = await sql.query(
      `SELECT timestamp FROM analytics_events
        WHERE ${WITHIN} ORDER BY timestamp LIMIT 1 OFFSET ?`,
      [userId, from, to, CHUNK_EVENTS],
    );
    if (!row) return to;
    const day = Math.floor(row.timestamp.getTime() / DAY_MS) * DAY_MS;
    return new Date(Math.max(day, from.getTime() + DAY_MS));
  }

  async sessionIds(sql: Sql, userId: string, { from, to }: Interval): Promise<string[]> {
    const rows: { sessionId: string }[] = await sql.query(
      `SELECT DISTINCT session_id AS sessionId FROM analytics_events WHERE ${WITHIN}`,
      [userId, from, to],
    );
    return rows.map(({ sessionId }) => sessionId);
  }

  /** Those of the sessions that have an event in the interval. */
  async touching(
    sql: Sql,
    userId: string,
    sessionIds: string[],
    { from, to }: Interval,
  ): Promise<Set<string>> {
    const found = new Set<string>();
    for (let start = 0; from < to && start < sessionIds.length; start += LOOKUPS) {
      const some = sessionIds.slice(start, start + LOOKUPS);
      const rows: { sessionId: string }[] = await sql.query(
        some.map(() => TOUCHES).join(' UNION ALL '),
        some.flatMap((id) => [id, userId, from, to]),
      );
      for (const { sessionId } of rows) found.add(sessionId);
    }
    return found;
  }

  /** Which features of these categories anybody used on a UTC day. */
  usedFeatures(
    sql: Sql,
    day: string,
    categories: readonly EventCategory[],
  ): Promise<{ name: string; category: EventCategory }[]> {
    return sql.query(
      `SELECT DISTINCT event_name AS name, event_category AS category FROM analytics_events
        WHERE timestamp >= ? AND timestamp < ? + INTERVAL 1 DAY AND event_category IN (?)
          AND event_type IN (?) AND event_name NOT IN (?)`,
      [day, day, categories, FEATURE_TYPES, PAGE_VIEW_NAMES],
    );
  }

  /**
   * The first instant from which on all events are there: older ones may have gone with their month,
   * while what was counted of them stays. Null when no month has gone.
   */
  async keptSince(sql: Sql): Promise<Date | null> {
    const day = await this.partitions.keptSince(sql, 'analytics_events');
    return day === null ? null : new Date(`${day}T00:00:00.000Z`);
  }
}
