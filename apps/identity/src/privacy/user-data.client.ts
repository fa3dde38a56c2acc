import { Injectable, Logger } from '@nestjs/common';
import { ErasureReceipt, Principal } from '@trailmark/contracts';
import { DomainError, RpcClient, runInContext } from '@trailmark/platform';

const SERVICE: Principal = { sub: 'identity', email: null, roles: ['service'] };

/** A call works for a second; the rest is for a busy machine. */
const TIMEOUT_MS = 10_000;

/** Asks services to erase users, on the identity service's own account. */
@Injectable()
export class UserDataClient {
  private readonly logger = new Logger(UserDataClient.name);

  constructor(private readonly rpc: RpcClient) {}

  /** The receipt as the service's answer leaves it; a service that fails is away for now. */
  async erase(receipt: ErasureReceipt, requestId: string, userId: string): Promise<ErasureReceipt> {
    const { service } = receipt;
    const question = { request_id: requestId, user_id: userId };
    try {
      const { done, counts, posthog } = await runInContext({ requestId, principal: SERVICE }, () =>
        this.rpc.call(`${service}.user.erase`, question, TIMEOUT_MS),
      );
      return { service, status: done ? 'done' : 'running', counts, posthog };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn({ err: error, request_id: requestId }, `${service} erases nothing for now`);
      return { ...receipt, status: 'away' };
    }
  }
}
