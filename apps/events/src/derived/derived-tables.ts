import { isPageView, pageOf } from '@trailmark/contracts';
import { slotAt, utcToDay } from '@trailmark/measures';
import { CountedEvent, DerivedTable } from './derived-table.js';
import { isFeatureUse } from './feature.js';
import { timeSpentMs } from './time-spent.js';

const dayOf = ({ timestamp }: CountedEvent): string => utcToDay(timestamp.getTime());

const viewsOf = ({ eventName }: CountedEvent): number => Number(isPageView(eventName));

const errorsOf = ({ eventType, eventCategory }: CountedEvent): number =>
  Number(eventType === 'error_event' || eventCategory === 'errors');

/** A page view that does not say its page is counted by its session, day and slot only. */
const viewedPage = ({ eventName, properties }: CountedEvent): string | null =>
  isPageView(eventName) ? pageOf(properties) : null;

const SESSIONS: DerivedTable = {
  name: 'sessions',
  key: ['user_id', 'session_id'],
  values: [
    { column: 'started_at', joining: 'earliest' },
    { column: 'last_at', joining: 'latest' },
    { column: 'page_views', joining: 'sum' },
    { column: 'events', joining: 'sum' },
  ],
  rowOf: (event) => ({
    key: [event.userId, event.sessionId],
    values: [event.timestamp, event.timestamp, viewsOf(event), 1],
  }),
};

/** When a session first viewed a page: that view is the unique one. */
const SESSION_PAGES: DerivedTable = {
  name: 'session_pages',
  key: ['user_id', 'session_id', 'page'],
  values: [{ column: 'first_at', joining: 'earliest' }],
  rowOf: (event) => {
    const page = viewedPage(event);
    if (page === null) return null;
    return { key: [event.userId, event.sessionId, page], values: [event.timestamp] };
  },
};

const EVENT_DAYS: DerivedTable = {
  name: 'event_days',
  key: ['user_id', 'day', 'event_type', 'event_category', 'event_name'],
  values: [
    { column: 'count', joining: 'sum' },
    { column: 'time_spent_ms', joining: 'sum' },
    { column: 'last_at', joining: 'latest' },
  ],
  rowOf: (event) => ({
    key: [event.userId, dayOf(event), event.eventType, event.eventCategory, event.eventName],
    values: [1, timeSpentMs(event.properties), event.timestamp],
  }),
};

const PAGE_DAYS: DerivedTable = {
  name: 'page_days',
  key: ['user_id', 'day', 'page'],
  values: [{ column: 'views', joining: 'sum' }],
  rowOf: (event) => {
    const page = viewedPage(event);
    return page === null ? null : { key: [event.userId, dayOf(event), page], values: [1] };
  },
};

const EVENT_SLOTS: DerivedTable = {
  name: 'event_slots',
  key: ['user_id', 'slot'],
  values: [
    { column: 'events', joining: 'sum' },
    { column: 'page_views', joining: 'sum' },
    { column: 'errors', joining: 'sum' },
  ],
  rowOf: (event) => ({
    key: [event.userId, slotAt(event.timestamp)],
    values: [1, viewsOf(event), errorsOf(event)],
  }),
};

/** What anybody used on a day. */
export const FEATURE_DAYS: DerivedTable = {
  name: 'feature_days',
  key: ['day', 'event_name', 'event_category'],
  values: [],
  rowOf: (event) =>
    isFeatureUse(event.eventType, event.eventName)
      ? { key: [dayOf(event), event.eventName, event.eventCategory], values: [] }
      : null,
};

/** Tables of a user's rows by session. */
export const SESSION_TABLES = [SESSIONS, SESSION_PAGES];

/** Tables of a user's rows by day, or by slot of a day: the second column of the key. */
export const DAY_TABLES = [EVENT_DAYS, PAGE_DAYS, EVENT_SLOTS];
