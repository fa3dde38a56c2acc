import type { RecordEventDto } from '@trailmark/contracts';
import type { Step, Visit } from '../traffic/visit.js';
import type { RecordKind } from './record-kind.js';

export type DemoEvent = RecordEventDto & { event_id: string; timestamp: string };

type Sender = Pick<DemoEvent, 'source' | 'platform' | 'user_agent' | 'ip_address' | 'location'>;

/** A partner's server knows whom it tells of, but not where or on what device they are. */
const WEBHOOK: Sender = {
  source: 'webhook',
  platform: 'unknown',
  user_agent: 'PayBridge-Webhook/2.1',
};

const clientOf = ({ device, person }: Visit): Sender => ({
  source: device.source,
  platform: device.platform,
  user_agent: device.userAgent,
  ip_address: person.ipAddress,
  location: { ...person.place },
});

const eventOf = (visit: Visit, { at, deed }: Step, index: number): DemoEvent => ({
  event_id: `${visit.id}-${String(index + 1).padStart(3, '0')}`,
  user_id: visit.person.userId,
  session_id: visit.id,
  event_type: deed.type,
  event_name: deed.name,
  event_category: deed.category,
  properties: deed.properties,
  timestamp: new Date(at).toISOString(),
  ...(deed.via === 'webhook' ? WEBHOOK : clientOf(visit)),
});

/** Everything that is done in a visit, as analytics events. */
export const EVENTS: RecordKind<DemoEvent> = {
  name: 'events',
  path: '/analytics/events/batch',
  list: 'events',
  *records(visits) {
    for (const visit of visits) {
      yield* visit.steps.map((step, index) => eventOf(visit, step, index));
    }
  },
  keyOf: ({ event_id }) => event_id,
  timeOf: ({ timestamp }) => Date.parse(timestamp),
};
