import { Injectable } from '@nestjs/common';
import { NatsConnector, NatsError } from '@trailmark/platform';

/** Looks single messages up by their subject. */
@Injectable()
export class StoredMessages {
  constructor(private readonly nats: NatsConnector) {}

  /**
   * The last message on `subject` that the stream still holds, as text, or null.
   * @throws UnavailableError when NATS is away.
   */
  async find(stream: string, subject: string): Promise<string | null> {
    const manager = await this.nats.get().jetstreamManager({ checkAPI: false });
    try {
      const message = await manager.streams.getMessage(stream, { last_by_subj: subject });
      return message.string();
    } catch (error) {
      if (error instanceof NatsError && error.api_error?.code === 404) return null;
      throw error;
    }
  }
}
