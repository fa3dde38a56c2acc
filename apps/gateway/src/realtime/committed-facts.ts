import { Injectable, Logger } from '@nestjs/common';
import {
  ACTIVITY_STREAM,
  CommittedFact,
  EVENT_STREAM,
  FactKindName,
  FactStream,
  PERFORMANCE_STREAM,
  USAGE_STREAM,
  userToken,
} from '@trailmark/contracts';
import { JSONCodec, NatsConnection, NatsConnector } from '@trailmark/platform';

const facts = JSONCodec<CommittedFact>();

const STREAMS: Record<FactKindName, FactStream> = {
  event: EVENT_STREAM,
  performance: PERFORMANCE_STREAM,
  usage: USAGE_STREAM,
  activity: ACTIVITY_STREAM,
};

export type Hear = (kind: FactKindName, fact: CommittedFact) => void;

/** Hears from the services what they committed of one user. */
@Injectable()
export class CommittedFacts {
  private readonly logger = new Logger(CommittedFacts.name);

  constructor(private readonly nats: NatsConnector) {}

  /**
   * Tells each commit of the user to `hear` until the result is called. Waits for the first
   * connection if need be; a subscription outlives a lost one, but hears nothing meanwhile.
   */
  follow(userId: string, hear: Hear): () => void {
    const stopping = new AbortController();
    this.nats
      .ready()
      .then((connection) => this.subscribe(connection, userId, hear, stopping.signal))
      .catch((error: unknown) => this.logger.debug(error, 'gave up listening'));
    return () => stopping.abort();
  }

  private subscribe(
    connection: NatsConnection,
    userId: string,
    hear: Hear,
    stopping: AbortSignal,
  ): void {
    if (stopping.aborted) return;
    for (const [kind, { recorded }] of Object.entries(STREAMS) as [FactKindName, FactStream][]) {
      const subscription = connection.subscribe(`${recorded}.${userToken(userId)}`, {
        callback: (_error, { data }) => this.decode(data, (fact) => hear(kind, fact)),
      });
      stopping.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
    }
  }

  private decode(data: Uint8Array, use: (fact: CommittedFact) => void): void {
    try {
      use(facts.decode(data));
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'a committed fact could not be read');
    }
  }
}
