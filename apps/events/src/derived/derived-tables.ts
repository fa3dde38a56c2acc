import { DerivedTable } from './derived-table.js';
import { isFeatureUse } from './feature.js';

const SESSIONS: DerivedTable = {
  name: 'sessions',
  key: ['user_id', 'session_id'],
  values: [
    { column: 'started_at', joining: 'earliest', of: ({ timestamp }) => timestamp },
    { column: 'last_at', joining: 'latest', of: ({ timestamp }) => timestamp },
    { column: 'page_views', joining: 'sum', of: ({ views }) => views },
    { column: 'events', joining: 'sum', of: () => 1 },
  ],
  keyOf: ({ userId, sessionId }) => [userId, sessionId],
};

/** When a session first viewed a page: that view is the unique one. */
const SESSION_PAGES: DerivedTable = {
  name: 'session_pages',
  key: ['user_id', 'session_id', 'page'],
  values: [{ column: 'first_at', joining: 'earliest', of: ({ timestamp }) => timestamp }],
  keyOf: ({ userId, sessionId, viewedPage }) =>
    viewedPage === null ? null : [userId, sessionId, viewedPage],
};

const EVENT_DAYS: DerivedTable = {
  name: 'event_days',
  key: ['user_id', 'day', 'event_type', 'event_category', 'event_name'],
  values: [
    { column: 'count', joining: 'sum', of: () => 1 },
    { column: 'time_spent_ms', joining: 'sum', of: ({ timeSpentMs }) => timeSpentMs },
    { column: 'last_at', joining: 'latest', of: ({ timestamp }) => timestamp },
  ],
  keyOf: ({ userId, day, eventType, eventCategory, eventName }) => [
    userId,
    day,
    eventType,
    eventCategory,
    eventName,
  ],
};

const PAGE_DAYS: DerivedTable = {
  name: 'page_days',
  key: ['user_id', 'day', 'page'],
  values: [{ column: 'views', joining: 'sum', of: () => 1 }],
  keyOf: ({ userId, day, viewedPage }) => (viewedPage === null ? null : [userId, day, viewedPage]),
};

const EVENT_SLOTS: DerivedTable = {
  name: 'event_slots',
  key: ['user_id', 'slot'],
  values: [
    { column: 'events', joining: 'sum', of: () => 1 },
    { column: 'page_views', joining: 'sum', of: ({ views }) => views },
    { column: 'errors', joining: 'sum', of: ({ errors }) => errors },
  ],
  keyOf: ({ userId, slot }) => [userId, slot],
};

/** What anybody used on a day. */
export const FEATURE_DAYS: DerivedTable = {
  name: 'feature_days',
  key: ['day', 'event_name', 'event_category'],
  values: [],
  keyOf: ({ day, eventType, eventName, eventCategory }) =>
    isFeatureUse(eventType, eventName) ? [day, eventName, eventCategory] : null,
};

/** Tables of a user's rows by session. */
export const SESSION_TABLES = [SESSIONS, SESSION_PAGES];

/** Tables of a user's rows by day, or by slot of a day: the second column of the key. */
export const DAY_TABLES = [EVENT_DAYS, PAGE_DAYS, EVENT_SLOTS];
