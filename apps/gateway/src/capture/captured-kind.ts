import { Injectable } from '@nestjs/common';
import { CapturedEvent, JOURNEY_STREAM, pageOf } from '@trailmark/contracts';
import { NewFact, withoutTraces } from '@trailmark/ingest';
import { Trackable, Traits } from '../tracking/trackable.js';
import { Json } from './json.js';

/** A captured event on its way into the stream; its user is its distinct id. */
export type CapturedFact = NewFact<CapturedEvent>;

const PERFORMANCE = new Set(['$web_vitals', '$performance_event']);
const ERRORS = new Set(['$exception', 'api_error']);
const USER_ACTIONS = new Set([
  '$autocapture',
  '$copy_autocapture',
  '$rageclick',
  '$dead_click',
  '$$heatmap',
]);

/** They tell who somebody is, and nothing of what was done: neither sampled nor excluded by name. */
const IDENTITY = new Set(['$identify', '$create_alias', '$merge_dangerously', '$set']);

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

@Injectable()
export class CapturedKind implements Trackable<CapturedFact> {
  readonly stream = JOURNEY_STREAM;

  traitsOf({ body }: CapturedFact): Traits {
    const { event, properties, timestamp } = body;
    const tellsIdentity = IDENTITY.has(event);
    return {
      occurredAt: new Date(timestamp),
      sampledSession: tellsIdentity ? null : textOrNull(properties.$session_id),
      eventName: tellsIdentity ? null : event,
      page: pageOf(properties),
      isPerformance: PERFORMANCE.has(event),
      isError: ERRORS.has(event) || textOrNull(properties.error_type) !== null,
      isUserAction: USER_ACTIONS.has(event),
      isUsage: false,
    };
  }

  /** A window is a part of a session, so that it would tell the session again. */
  inSession(fact: CapturedFact, sessionId: string): CapturedFact {
    const properties = Object.entries(fact.body.properties)
      .filter(([key]) => key !== '$window_id')
      .map(([key, value]) => [key, key === '$session_id' ? sessionId : value]);
    return {
      ...fact,
      body: { ...fact.body, properties: Object.fromEntries(properties) as Json },
    };
  }

  withoutTraces(fact: CapturedFact): CapturedFact {
    const { properties, set, set_once } = fact.body;
    const body = {
      ...fact.body,
      properties: withoutTraces(properties),
      set: set && withoutTraces(set),
      set_once: set_once && withoutTraces(set_once),
    };
    return { ...fact, body };
  }
}
