import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NONCE_MEMORY_MS, Nonces } from '@trailmark/auth';
import { NONCE_BUCKET } from '@trailmark/contracts';
import {
  claimKey,
  type KV,
  NatsConnector,
  openBucket,
  UnavailableError,
} from '@trailmark/platform';
import { GatewayConfig } from '../config.js';

/** Some hundred thousand signatures within their time; beyond, signed requests are refused. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Used nonces in a bucket that all gateways share, for as long as their signatures could be good. */
@Injectable()
export class SharedNonces extends Nonces {
  constructor(
    private readonly nats: NatsConnector,
    private readonly config: GatewayConfig,
  ) {
    super();
  }

  override async use(keyId: string, nonce: string): Promise<boolean> {
    const key = createHash('sha256')
      .update(JSON.stringify([keyId, nonce]))
      .digest('hex');
    try {
      return await claimKey(await this.open(), key);
    } catch (error) {
      throw new UnavailableError('Signatures cannot be checked just now.', { cause: error });
    }
  }

  /** Opened each time: the bucket may have been lost since the last. */
  private open(): Promise<KV> {
    return openBucket(this.nats.get(), NONCE_BUCKET, this.config.streamReplicas, {
      ttl: NONCE_MEMORY_MS,
      max_bytes: MAX_BYTES,
    });
  }
}
