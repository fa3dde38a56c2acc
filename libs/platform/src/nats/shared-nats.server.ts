import { setTimeout as sleep } from 'node:timers/promises';
import { MessageHandler, NatsContext, ServerNats } from '@nestjs/microservices';
import { Msg, NatsConnection, Subscription } from 'nats';
import { ReplySerializer } from '../rpc/reply-serializer.js';
import { NatsConnector } from './nats-connector.js';

const POLL_MS = 20;
const MAX_WAIT_MS = 10_000;

/**
 * Nest's NATS transport over the process's one connection. Closing stops intake, lets the calls in
 * flight answer, and leaves the connection to its owner.
 */
export class SharedNatsServer extends ServerNats {
  private inFlight = 0;

  constructor(
    private readonly connector: NatsConnector,
    queue: string,
    private readonly usable: Promise<void>,
  ) {
    super({ queue, serializer: new ReplySerializer() });
  }

  override async createNatsClient(): Promise<NatsConnection> {
    await this.usable;
    return this.connector.ready();
  }

  /** Our patterns are subjects as they stand; Nest tries at every message whether one is JSON. */
  override getHandlerByPattern(pattern: string): MessageHandler | null {
    return this.messageHandlers.get(pattern) ?? null;
  }

  override async handleMessage(channel: string, message: Msg): Promise<unknown> {
    this.inFlight += 1;
    try {
      return await super.handleMessage(channel, message);
    } catch (error) {
      this.inFlight -= 1;
      this.logger.error(error, `a message on ${channel} could not be read`);
      return undefined;
    }
  }

  override getPublisher(message: Msg, id: string, context: NatsContext) {
    const publish = super.getPublisher(message, id, context) as (response: object) => void;
    let open = true;
    return (response: object): void => {
      if (open) this.inFlight -= 1;
      open = false;
      publish(response);
    };
  }

  /** Requests that the server has handed over already are answered, too: nobody else will get them. */
  override async close(): Promise<void> {
    const deadline = Date.now() + MAX_WAIT_MS;
    const left = this.openSubscriptions().map((subscription) => this.leave(subscription));
    await Promise.race([Promise.all(left), sleep(MAX_WAIT_MS, undefined, { ref: false })]);
    while (this.inFlight > 0 && Date.now() < deadline) await sleep(POLL_MS);
  }

  private async leave(subscription: Subscription): Promise<void> {
    if (subscription.isClosed()) return;
    if (this.connector.isConnected) await subscription.drain();
    else subscription.unsubscribe();
  }

  private openSubscriptions(): Subscription[] {
    return (this as unknown as { subscriptions: Subscription[] }).subscriptions;
  }
}
