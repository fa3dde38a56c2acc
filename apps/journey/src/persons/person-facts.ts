import { PersonLink } from '@trailmark/contracts';
import { EventRow } from '../store/event-row.js';
import { joined, PersonProperties, toldBy } from './person-properties.js';

const IDENTIFY = '$identify';

/** `linkedId` is another id of the person that has `distinctId`. */
export interface LinkFact {
  linkedId: string;
  kind: PersonLink['kind'];
  distinctId: string;
  /** `DATETIME(6)` text. */
  at: string;
  by: string;
}

/** What events say of a distinct id by using it. */
export interface Sighting {
  /** When it was last seen, `DATETIME(6)` text. */
  at: string;
  /** Each of them said that the id is its device's, which SDKs do until somebody is identified. */
  anonymous: boolean;
}

export const sightingsOf = (events: EventRow[]): Map<string, Sighting> => {
  const seen = new Map<string, Sighting>();
  for (const { distinctId, timestamp, properties } of events) {
    const anonymous = properties.$device_id === distinctId;
    const known = seen.get(distinctId) ?? { at: timestamp, anonymous };
    seen.set(distinctId, {
      at: known.at < timestamp ? timestamp : known.at,
      anonymous: known.anonymous && anonymous,
    });
  }
  return seen;
};

/** Some SDKs identify with the e-mail address among the event's own properties. */
const identifiedEmail = ({ event, properties }: EventRow): Record<string, unknown> | null =>
  event === IDENTIFY && typeof properties.email === 'string' ? { email: properties.email } : null;

const toldByEvent = (event: EventRow): PersonProperties =>
  joined([
    toldBy(event, 'set', { ...identifiedEmail(event), ...event.set }),
    toldBy(event, 'once', event.setOnce),
  ]);

/** What events tell of their persons, by distinct id. */
export const propertiesOf = (events: EventRow[]): Map<string, PersonProperties> => {
  const byId = new Map<string, PersonProperties[]>();
  for (const event of events) {
    const told = toldByEvent(event);
    if (Object.keys(told).length === 0) continue;
    const list = byId.get(event.distinctId);
    if (list) list.push(told);
    else byId.set(event.distinctId, [told]);
  }
  return new Map([...byId].map(([id, list]) => [id, joined(list)]));
};

export const linksOf = (events: EventRow[]): LinkFact[] =>
  events.flatMap(({ id, distinctId, timestamp, link }) =>
    link
      ? [{ linkedId: link.distinct_id, kind: link.kind, distinctId, at: timestamp, by: id }]
      : [],
  );
