import { isPageView, pageOf } from '@trailmark/contracts';
import { slotAt, utcToDay } from '@trailmark/measures';
import { CountedEvent, EventCounts } from './derived-table.js';
import { timeSpentMs } from './time-spent.js';

/** What a stored event brings to the derived tables. */
export const countsOf = (event: CountedEvent): EventCounts => {
  const { userId, sessionId, eventType, eventCategory, eventName, timestamp, properties } = event;
  const isView = isPageView(eventName);
  return {
    userId,
    sessionId,
    eventType,
    eventCategory,
    eventName,
    timestamp,
    day: utcToDay(timestamp.getTime()),
    slot: slotAt(timestamp),
    viewedPage: isView ? pageOf(properties) : null,
    views: Number(isView),
    errors: Number(eventType === 'error_event' || eventCategory === 'errors'),
    timeSpentMs: timeSpentMs(properties),
  };
};
