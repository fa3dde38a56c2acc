import { randomUUID } from 'node:crypto';
import { type RecordEventDto } from '@trailmark/contracts';
import { type Pool } from 'mysql2/promise';

/** One event, one INSERT, one commit; returns the event's id. */
export const insertEvent = async (pool: Pool, event: RecordEventDto): Promise<string> => {
  const id = randomUUID();
  await pool.execute(
    `INSERT INTO analytics_events (id, user_id, session_id, event_type, event_name, event_category,
       properties, timestamp, source, platform, user_agent, ip_address, location, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      event.user_id,
      event.session_id,
      event.event_type,
      event.event_name,
      event.event_category,
      JSON.stringify(event.properties ?? {}),
      new Date(event.timestamp ?? Date.now()),
      event.source,
      event.platform,
      event.user_agent ?? null,
      event.ip_address ?? null,
      event.location ? JSON.stringify(event.location) : null,
      new Date(),
    ],
  );
  return id;
};
