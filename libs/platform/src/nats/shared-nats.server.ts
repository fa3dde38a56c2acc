import { setTimeout as sleep } from 'node:timers/promises';
import { MessageHandler, ServerNats } from '@nestjs/microservices';
import { Msg, NatsConnection, Subscription } from 'nats';
import { ReplySerializer } from '../rpc/reply-serializer.js';
import { RpcAnswerer } from '../rpc/rpc-answerer.js';
import { NatsConnector } from './nats-connector.js';

const POLL_MS = 20;
const MAX_WAIT_MS = 10_000;

interface RequestPacket {
  id: string;
  data: unknown;
}

/**
 * Nest's NATS transport over the process's one connection. Closing stops intake, lets the calls in
 * flight answer, and leaves the connection to its owner. Each request has one answer, so that none of
 * Nest's streams of answers is between them.
 */
export class SharedNatsServer extends ServerNats {
  private inFlight = 0;
  private readonly replies = new ReplySerializer();

  /** @param usable when the first request may be taken. */
  constructor(
    private readonly connector: NatsConnector,
    private readonly answerer: RpcAnswerer,
    queue: string,
    private readonly usable: Promise<void>,
  ) {
    super({ queue });
  }

  override async createNatsClient(): Promise<NatsConnection> {
    await this.usable;
    return this.connector.ready();
  }

  /** Our patterns are subjects as they stand; Nest tries at every message whether one is JSON. */
  override getHandlerByPattern(pattern: string): MessageHandler | null {
    return this.messageHandlers.get(pattern) ?? null;
  }

  override async handleMessage(channel: string, message: Msg): Promise<void> {
    this.inFlight += 1;
    try {
      await this.answer(channel, message);
    } catch (error) {
      this.logger.error(error, `a message on ${channel} could not be answered`);
    } finally {
      this.inFlight -= 1;
    }
  }

  private async answer(channel: string, message: Msg): Promise<void> {
    const handler = this.getHandlerByPattern(channel);
    if (!handler) throw new Error('there is no handler for it');
    const { id, data } = message.json<RequestPacket>();
    const answer = await this.answerer.answer(handler, { message, data });
    const reply = this.replies.serialize({ ...answer, isDisposed: true, id });
    message.respond(reply.data, { headers: reply.headers });
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
