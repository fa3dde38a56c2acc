import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NONCE_MEMORY_MS, Nonces } from '@trailmark/auth';
import { NatsConnector, openBucket, UnavailableError } from '@trailmark/platform';
import { type KV, NatsError } from 'nats';
import { GatewayConfig } from '../config.js';

const BUCKET = 'signature_nonces';

/** Some hundred thousand signatures within their time; beyond, signed requests are refused. */
const MAX_BYTES = 64 * 1024 * 1024;

/** JetStream's word for a key that is there already. */
const WRONG_LAST_SEQUENCE = 10_071;

const isTaken = (error: unknown): boolean =>
  error instanceof NatsError && error.api_error?.err_code === WRONG_LAST_SEQUENCE;

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
    const key = createHash('sha256').update(JSON.stringify([keyId, nonce])).digest('hex');
    try {
      const bucket = await this.open();
      await bucket.create(key, '');
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      throw new UnavailableError('Signatures cannot be checked just now.', { cause: error });
    }
  }

  /** Opened each time: the bucket may have been lost since the last. */
  private open(): Promise<KV> {
    return openBucket(this.nats.get(), BUCKET, this.config.streamReplicas, {
      ttl: NONCE_MEMORY_MS,
      max_bytes: MAX_BYTES,
    });
  }
}
