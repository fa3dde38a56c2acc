import { Injectable } from '@nestjs/common';
import { DEAD_LETTER_STREAM, DEAD_LETTER_SUBJECTS, FactStream } from '@trailmark/contracts';
import {
  AckPolicy,
  DiscardPolicy,
  JetStreamManager,
  nanos,
  NatsConnector,
  NatsError,
  PlatformConfig,
  RetentionPolicy,
  StorageType,
  StreamConfig,
} from '@trailmark/platform';

const DUPLICATE_WINDOW_MS = 120_000;
const MAX_ACK_PENDING = 1000;
const STREAM_NOT_FOUND = 10059;
const CONSUMER_NOT_FOUND = 10014;

const isMissing = (error: unknown, code: number): boolean =>
  error instanceof NatsError && error.api_error?.err_code === code;

/** Declares streams and consumers; safe to run at any time by any number of processes. */
@Injectable()
export class Topology {
  constructor(
    private readonly nats: NatsConnector,
    private readonly config: PlatformConfig,
  ) {}

  /**
   * Makes sure that the stream, its consumer and the dead-letter stream exist as configured.
   * @throws UnavailableError when NATS is away.
   */
  async ensure(stream: FactStream): Promise<void> {
    const manager = await this.nats.get().jetstreamManager({ checkAPI: false });
    await this.ensureStream(manager, this.factStream(stream));
    await this.ensureStream(manager, this.deadLetterStream());
    await this.ensureConsumer(manager, stream);
  }

  private factStream(stream: FactStream): Partial<StreamConfig> & { name: string } {
    return {
      ...this.bounded(),
      name: stream.name,
      subjects: [`${stream.record}.*`],
      retention: RetentionPolicy.Workqueue,
      duplicate_window: nanos(DUPLICATE_WINDOW_MS),
    };
  }

  private deadLetterStream(): Partial<StreamConfig> & { name: string } {
    return {
      ...this.bounded(),
      name: DEAD_LETTER_STREAM,
      subjects: [DEAD_LETTER_SUBJECTS],
      retention: RetentionPolicy.Limits,
    };
  }

  /** A full stream refuses what is new; it never forgets what it has. */
  private bounded(): Partial<StreamConfig> {
    return {
      storage: StorageType.File,
      discard: DiscardPolicy.New,
      max_bytes: this.config.streamMaxBytes,
      num_replicas: this.config.streamReplicas,
    };
  }

  private async ensureStream(
    manager: JetStreamManager,
    wanted: Partial<StreamConfig> & { name: string },
  ): Promise<void> {
    try {
      const { config } = await manager.streams.info(wanted.name);
      const same =
        config.max_bytes === wanted.max_bytes && config.num_replicas === wanted.num_replicas;
      if (!same) await manager.streams.update(wanted.name, wanted);
    } catch (error) {
      if (!isMissing(error, STREAM_NOT_FOUND)) throw error;
      await manager.streams.add(wanted);
    }
  }

  private async ensureConsumer(manager: JetStreamManager, stream: FactStream): Promise<void> {
    const ack_wait = nanos(this.config.streamAckWaitMs);
    try {
      const { config } = await manager.consumers.info(stream.name, stream.consumer);
      if (config.ack_wait === ack_wait) return;
      await manager.consumers.update(stream.name, stream.consumer, { ack_wait });
    } catch (error) {
      if (!isMissing(error, CONSUMER_NOT_FOUND)) throw error;
      await manager.consumers.add(stream.name, {
        durable_name: stream.consumer,
        ack_policy: AckPolicy.Explicit,
        ack_wait,
        max_ack_pending: MAX_ACK_PENDING,
        max_deliver: -1,
      });
    }
  }
}
