import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { EventEntity } from '../events/event.entity.js';
import { eventDayRows, pageDayRows, sessionRows } from './derived-rows.js';

/**
 * Counters that derive from the events, kept in the transaction that stores them: since a fact is
 * stored once, adding is right.
 */
@Injectable()
export class DerivedRepository {
  /** Counts events that are new in this transaction. */
  async add(sql: Sql, events: EventEntity[]): Promise<void> {
    await this.addSessions(sql, events);
    await this.addEventDays(sql, events);
    await this.addPageDays(sql, events);
  }

  private async addSessions(sql: Sql, events: EventEntity[]): Promise<void> {
    const rows = sessionRows(events).map((row) => [
      row.userId,
      row.sessionId,
      row.startedAt,
      row.lastAt,
      row.pageViews,
      row.events,
    ]);
    await sql.query(
      `INSERT INTO sessions (user_id, session_id, started_at, last_at, page_views, events) VALUES ?
         ON DUPLICATE KEY UPDATE
           started_at = LEAST(started_at, VALUES(started_at)),
           last_at = GREATEST(last_at, VALUES(last_at)),
           page_views = page_views + VALUES(page_views),
           events = events + VALUES(events)`,
      [rows],
    );
  }

  private async addEventDays(sql: Sql, events: EventEntity[]): Promise<void> {
    const rows = eventDayRows(events).map((row) => [
      row.userId,
      row.day,
      row.eventType,
      row.eventCategory,
      row.eventName,
      row.count,
      row.timeSpentMs,
      row.lastAt,
    ]);
    await sql.query(
      `INSERT INTO event_days (user_id, day, event_type, event_category, event_name, count,
                               time_spent_ms, last_at) VALUES ?
         ON DUPLICATE KEY UPDATE
           count = count + VALUES(count),
           time_spent_ms = time_spent_ms + VALUES(time_spent_ms),
           last_at = GREATEST(last_at, VALUES(last_at))`,
      [rows],
    );
  }

  private async addPageDays(sql: Sql, events: EventEntity[]): Promise<void> {
    const rows = pageDayRows(events).map((row) => [row.userId, row.day, row.page, row.views]);
    if (rows.length === 0) return;
    await sql.query(
      `INSERT INTO page_days (user_id, day, page, views) VALUES ?
         ON DUPLICATE KEY UPDATE views = views + VALUES(views)`,
      [rows],
    );
  }
}
