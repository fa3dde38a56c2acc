import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { FactStream, RPC_HEADERS } from '@trailmark/contracts';
import {
  inSpan,
  NatsConnector,
  NatsError,
  NatsErrorCode,
  natsHeaders,
  UnavailableError,
  writeTraceContext,
} from '@trailmark/platform';
import { streamAttributes } from '../streams/stream-attributes.js';
import { PackedMessage } from './packed-message.js';
import { Topology } from '../streams/topology.js';

const ATTEMPTS = 3;
const ATTEMPT_MS = 1500;
const PAUSE_MS = 200;

/** Puts fact messages into their stream. */
@Injectable()
export class FactPublisher {
  private readonly logger = new Logger(FactPublisher.name);

  constructor(
    private readonly nats: NatsConnector,
    private readonly topology: Topology,
  ) {}

  /**
   * Resolves once the stream has the message on disk. Attempts share the message id, by which the
   * stream stores it once.
   * @param noticeTo where the owning service tells the commit.
   * @throws UnavailableError when the stream does not take it.
   */
  publish(stream: FactStream, message: PackedMessage, noticeTo: string | null): Promise<void> {
    const attributes = {
      ...streamAttributes(stream, 'send'),
      'messaging.message.id': message.messageId,
      'messaging.batch.message_count': message.ids.length,
    };
    return inSpan(`send ${stream.record}`, { kind: SpanKind.PRODUCER, attributes }, () =>
      this.publishWithRetry(stream, message, noticeTo),
    );
  }

  private async publishWithRetry(
    stream: FactStream,
    message: PackedMessage,
    noticeTo: string | null,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(stream, message, noticeTo);
      } catch (error) {
        if (attempt === ATTEMPTS || !this.mayRetry(error)) throw this.refused(error);
        if (isStreamMissing(error)) await this.declare(stream);
        await sleep(PAUSE_MS);
      }
    }
  }

  private async attempt(
    stream: FactStream,
    { messageId, requestId, payload }: PackedMessage,
    noticeTo: string | null,
  ): Promise<void> {
    const head = natsHeaders();
    head.set(RPC_HEADERS.requestId, requestId);
    writeTraceContext(head);
    if (noticeTo !== null) head.set(RPC_HEADERS.noticeTo, noticeTo);
    await this.nats.get().jetstream().publish(`${stream.record}.${messageId}`, payload, {
      msgID: messageId,
      timeout: ATTEMPT_MS,
      headers: head,
    });
  }

  /** A refusal by the stream itself (it is full, say) is final; silence may pass. */
  private mayRetry(error: unknown): boolean {
    return !(error instanceof NatsError && error.api_error !== undefined);
  }

  private async declare(stream: FactStream): Promise<void> {
    try {
      await this.topology.ensure(stream);
    } catch (error) {
      this.logger.warn({ err: error as Error }, `could not declare ${stream.name}`);
    }
  }

  private refused(error: unknown): UnavailableError {
    this.logger.warn({ err: error as Error }, 'a message was not taken');
    return new UnavailableError('Nothing was accepted: the stream cannot take it now.', {
      cause: error,
    });
  }
}

const isStreamMissing = (error: unknown): boolean =>
  error instanceof NatsError && error.code === String(NatsErrorCode.NoResponders);
