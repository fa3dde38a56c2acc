import { TraceFilter } from '@trailmark/ingest';
import { isUuid } from '@trailmark/platform';
import { MAX_DISTINCT_ID } from '@trailmark/contracts';
import { ToldEvent } from '../posthog/posthog-queries.js';
import { JourneyRecord } from '../store/journey-record.js';

const MAX_EVENT = 255;

const objectOrNull = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

/** What the gateway's defaults would have kept, but for addresses: only it has the key of their hash. */
const traces = new TraceFilter({ address: () => null, agents: 'families', places: 'coarse' });

/**
 * What is kept of PostHog's event, which no door of ours made anonymous; null when it cannot be. No
 * link of persons: PostHog itself says who is whom, and refused some of the links that its events ask for.
 */
export const recordOf = (told: ToldEvent): JourneyRecord | null => {
  if (!isUuid(told.id) || told.distinctId === '' || told.distinctId.length > MAX_DISTINCT_ID) {
    return null;
  }
  const properties = traces.filter(told.properties);
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
