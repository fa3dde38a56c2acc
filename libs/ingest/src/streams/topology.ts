import { Injectable } from '@nestjs/common';
import { FactStream } from '@trailmark/contracts';
import { NatsConnector, PlatformConfig } from '@trailmark/platform';
import { declareStream } from './declare-stream.js';

/** Declares streams as the environment wants them. */
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
    await declareStream(this.nats.get(), stream, this.config);
  }
}
