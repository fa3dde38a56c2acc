import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CredentialsDto, RefreshTokenDto, SessionView } from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';
import { GatewayConfig } from '../config.js';
import { networkOf } from '../edge/address.js';

/** A login waits for its turn among others, and a password takes time by design. */
const OPEN_TIMEOUT_MS = 10_000;

@Injectable()
export class SessionsService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly config: GatewayConfig,
  ) {}

  /** @param address where it comes from; only a keyed hash of it goes further. */
  open(credentials: CredentialsDto, address: string): Promise<SessionView> {
    const request = { ...credentials, client: this.clientAt(address) };
    return this.rpc.call('identity.session.open', request, OPEN_TIMEOUT_MS);
  }

  refresh(token: RefreshTokenDto): Promise<SessionView> {
    return this.rpc.call('identity.session.refresh', token);
  }

  async close(token: RefreshTokenDto): Promise<void> {
    await this.rpc.call('identity.session.close', token);
  }

  private clientAt(address: string): string {
    const text = `login from ${networkOf(address)}`;
    return createHmac('sha256', this.config.ipHashKey).update(text).digest('hex');
  }
}
