/** Where one kind of fact travels. Every party declares streams from here, so all agree. */
export interface FactStream {
  /** JetStream stream; work-queue retention. */
  name: string;
  /** Durable consumer, shared by the replicas of the owning service. */
  consumer: string;
  /** Messages go to `<record>.<message_id>`, so that one message can be looked up. */
  record: string;
  /** Committed facts are told on `<recorded>.<user token>`. */
  recorded: string;
  /** Whose facts a commit brought is told here. */
  committed: string;
  /** Dead letters go to `<dead>.<message_id>`. */
  dead: string;
}

export const EVENT_STREAM: FactStream = {
  name: 'EVENTS',
  consumer: 'events',
  record: 'events.event.record',
  recorded: 'events.event.recorded',
  committed: 'events.event.committed',
  dead: 'dead.events.event',
};

export const PERFORMANCE_STREAM: FactStream = {
  name: 'PERFORMANCE',
  consumer: 'performance',
  record: 'performance.metric.record',
  recorded: 'performance.metric.recorded',
  committed: 'performance.metric.committed',
  dead: 'dead.performance.metric',
};

export const USAGE_STREAM: FactStream = {
  name: 'USAGE',
  consumer: 'usage',
  record: 'usage.metric.record',
  recorded: 'usage.metric.recorded',
  committed: 'usage.metric.committed',
  dead: 'dead.usage.metric',
};

export const ACTIVITY_STREAM: FactStream = {
  name: 'ACTIVITY',
  consumer: 'activity',
  record: 'activity.activity.record',
  recorded: 'activity.activity.recorded',
  committed: 'activity.activity.committed',
  dead: 'dead.activity.activity',
};

/** What PostHog's SDKs send. */
export const JOURNEY_STREAM: FactStream = {
  name: 'JOURNEY',
  consumer: 'journey',
  record: 'journey.event.record',
  recorded: 'journey.event.recorded',
  committed: 'journey.event.committed',
  dead: 'dead.journey.event',
};

export const FACT_STREAMS: readonly FactStream[] = [
  EVENT_STREAM,
  PERFORMANCE_STREAM,
  USAGE_STREAM,
  ACTIVITY_STREAM,
  JOURNEY_STREAM,
];

export const DEAD_LETTER_STREAM = 'DEAD_LETTERS';
export const DEAD_LETTER_SUBJECTS = 'dead.>';

/** A user id as one NATS subject token: base64url of its UTF-8 bytes. */
export const userToken = (userId: string): string =>
  Buffer.from(userId, 'utf8').toString('base64url');
