import {
  ACTIVITY_STREAM,
  EVENT_STREAM,
  FACT_STREAMS,
  FactStream,
  JOURNEY_STREAM,
  PERFORMANCE_STREAM,
  USAGE_STREAM,
} from '../ingest/streams.js';
import { WRITE_KEY_REVOKED } from '../identity/write-key.view.js';
import { USER_ERASED } from '../privacy/user-erased.js';
import { DATA_SERVICES } from '../privacy/user-data.js';
import { RpcSubject } from '../rpc/rpc-map.js';
import { NONCE_BUCKET } from '../signatures/nonce-bucket.js';
import { TRACKING_BUCKET } from '../tracking/tracking-rules.js';

/** What a service does at the broker beside answering requests `<its name>.<thing>.<verb>`. */
export interface BrokerAccess {
  /** Requests it sends. */
  asks: readonly RpcSubject[];
  /** Streams it makes, puts facts into, and of whose commits it is told. */
  feeds: readonly FactStream[];
  /** Streams in which, and in whose dead letters, it looks single messages up. */
  looksInto: readonly FactStream[];
  /** The stream whose facts it stores, announces and sets aside. */
  stores: FactStream | null;
  /** Streams of whose committed facts it hears, user by user. */
  follows: readonly FactStream[];
  /** Streams of which it hears whose facts a commit brought. */
  heeds: readonly FactStream[];
  /** Other announcements, by subject, that it makes, and that it hears. */
  tells: readonly string[];
  hears: readonly string[];
  /** Key-value buckets that it makes, that it watches, and that it changes. */
  makes: readonly string[];
  watches: readonly string[];
  writes: readonly string[];
}

const access = (given: Partial<BrokerAccess>): BrokerAccess => ({
  asks: [],
  feeds: [],
  looksInto: [],
  stores: null,
  follows: [],
  heeds: [],
  tells: [],
  hears: [],
  makes: [],
  watches: [],
  writes: [],
  ...given,
});

const RETENTIONS = ['dashboard.retention.list', 'dashboard.retention.find'] as const;
const USER_ERASURES = `${USER_ERASED}.*`;

export const BROKER_SERVICES = ['gateway', ...DATA_SERVICES] as const;
export type BrokerService = (typeof BROKER_SERVICES)[number];

/** People and command-line tools: may do anything. */
export const BROKER_OPERATOR = 'operator';
export type BrokerUser = BrokerService | typeof BROKER_OPERATOR;
export const BROKER_USERS: readonly BrokerUser[] = [...BROKER_SERVICES, BROKER_OPERATOR];

/**
 * Who may do what at the broker. Whatever is not named here is refused. The gateway alone makes streams:
 * whoever may do that may have any subject copied into one.
 */
export const BROKER_ACCESS: Record<BrokerService, BrokerAccess> = {
  gateway: access({
    asks: [
      'events.event.find',
      'events.event.locate',
      'performance.metric.find',
      'performance.metric.overview',
      'usage.metric.find',
      'usage.metric.trends',
      'activity.activity.find',
      'activity.activity.summarise',
      'activity.activity.verify',
      'dashboard.dashboard.find',
      'dashboard.overview.find',
      'dashboard.trend.find',
      'dashboard.insight.find',
      'dashboard.config.find',
      'dashboard.config.change',
      'journey.activity.find',
      'journey.journey.find',
      'journey.event.find',
      'journey.error.find',
      'journey.slow.find',
      'journey.request.find',
      'identity.session.open',
      'identity.session.refresh',
      'identity.session.close',
      'identity.write-key.create',
      'identity.write-key.list',
      'identity.write-key.revoke',
      'identity.write-key.verify',
      'identity.signing-key.create',
      'identity.signing-key.list',
      'identity.signing-key.revoke',
      'identity.signing-key.find',
      'identity.privacy.erase',
      'identity.privacy.find',
      ...DATA_SERVICES.map((service) => `${service}.user.export` as const),
    ],
    feeds: FACT_STREAMS,
    looksInto: [EVENT_STREAM],
    follows: [EVENT_STREAM, PERFORMANCE_STREAM, USAGE_STREAM, ACTIVITY_STREAM],
    hears: [WRITE_KEY_REVOKED],
    makes: [TRACKING_BUCKET, NONCE_BUCKET],
    watches: [TRACKING_BUCKET],
    writes: [NONCE_BUCKET],
  }),
  events: access({ asks: RETENTIONS, stores: EVENT_STREAM }),
  performance: access({
    asks: [...RETENTIONS, 'events.session.pages'],
    stores: PERFORMANCE_STREAM,
  }),
  usage: access({
    asks: [...RETENTIONS, 'events.usage.days'],
    stores: USAGE_STREAM,
    heeds: [EVENT_STREAM],
  }),
  activity: access({ asks: RETENTIONS, stores: ACTIVITY_STREAM }),
  dashboard: access({
    asks: [
      'events.section.find',
      'events.overview.find',
      'events.figure.find',
      'performance.section.find',
      'performance.figure.find',
      'usage.section.find',
      'usage.overview.find',
      'usage.figure.find',
      'activity.section.find',
      'activity.figure.find',
    ],
    heeds: FACT_STREAMS,
    tells: [USER_ERASURES],
    hears: [USER_ERASURES],
    writes: [TRACKING_BUCKET],
  }),
  journey: access({
    asks: [
      ...RETENTIONS,
      'events.request.find',
      'performance.request.find',
      'activity.request.find',
    ],
    stores: JOURNEY_STREAM,
  }),
  identity: access({
    asks: DATA_SERVICES.map((service) => `${service}.user.erase` as const),
    tells: [WRITE_KEY_REVOKED],
  }),
};
