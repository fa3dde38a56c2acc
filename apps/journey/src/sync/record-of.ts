import { isUuid } from '@trailmark/platform';
import { MAX_DISTINCT_ID } from '@trailmark/contracts';
import { ToldEvent } from '../posthog/posthog-queries.js';
import { JourneyRecord } from '../store/journey-record.js';

const MAX_EVENT = 255;

const objectOrNull = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

/**
 * What is kept of PostHog's event; null when it cannot be. Not its IP address, which no door of ours made anonymous. And no
 * link of persons: PostHog itself says who is whom, and refused some of the links that its events ask for.
 */
export const recordOf = (told: ToldEvent): JourneyRecord | null => {
  if (!isUuid(told.id) || told.distinctId === '' || told.distinctId.length > MAX_DISTINCT_ID) {
    return null;
  }
  const properties = { ...told.properties };
  delete properties['$ip'];
  return {
    id: told.id,
    source: 'posthog',
    event: told.event.slice(0, MAX_EVENT),
    distinctId: told.distinctId,
    timestamp: told.timestamp,
    properties,
    set: objectOrNull(properties['$set']),
    setOnce: objectOrNull(properties['$set_once']),
    link: null,
  };
};

const LINKING = new Set(['$identify', '$create_alias', '$merge_dangerously']);

/** Whether it may have changed which distinct ids are whose. */
export const isLinking = ({ event }: ToldEvent): boolean => LINKING.has(event);
