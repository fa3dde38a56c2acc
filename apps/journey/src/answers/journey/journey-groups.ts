import { JourneyGroup } from '@trailmark/contracts';
import { toJourneyEvent } from '../journey-event.js';
import { StoredEvent } from '../stored-events.repository.js';

/** What an event belongs to: its request, else its session, else its day (UTC). */
const keyOf = (event: StoredEvent, correlated: boolean): string => {
  if (correlated && event.requestId !== null) return JSON.stringify({ request: event.requestId });
  if (event.sessionId !== null) return JSON.stringify({ session: event.sessionId });
  return JSON.stringify({ day: event.timestamp.toISOString().slice(0, 10) });
};

const groupOf = (events: StoredEvent[], correlated: boolean): JourneyGroup => {
  const views = events.map(toJourneyEvent);
  return {
    request_id: correlated ? (events[0]?.requestId ?? null) : null,
    events: views,
    event_count: views.length,
    start_time: views.at(0)?.timestamp ?? '',
    end_time: views.at(-1)?.timestamp ?? '',
  };
};

/** @param events oldest first, as the groups and the events in them are. */
export const groupsOf = (events: StoredEvent[], correlated: boolean): JourneyGroup[] => {
  const groups = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const key = keyOf(event, correlated);
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()].map((group) => groupOf(group, correlated));
};
