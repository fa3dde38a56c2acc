import { Injectable, Logger } from '@nestjs/common';
import { RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { hasCode, RpcClient } from '@trailmark/platform';
import { DashboardConfig } from '../config.js';

/** The services that a dashboard is made from. */
@Injectable()
export class Peers {
  private readonly logger = new Logger(Peers.name);

  constructor(
    private readonly rpc: RpcClient,
    private readonly config: DashboardConfig,
  ) {}

  /**
   * What a service answers, or null when it is away or does not answer in time.
   * @throws DomainError any other that it answers with.
   */
  async ask<S extends RpcSubject>(
    subject: S,
    question: RpcRequest<S>,
    deadlineMs = this.config.rpcTimeoutMs,
  ): Promise<RpcResponse<S> | null> {
    try {
      return await this.rpc.call(subject, question, deadlineMs);
    } catch (error) {
      if (!hasCode(error, 'UNAVAILABLE')) throw error;
      this.logger.debug({ err: error }, `${subject} is not answered`);
      return null;
    }
  }
}
