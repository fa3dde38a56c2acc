import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnauthorizedError } from '@trailmark/platform';
import { GatewayConfig } from '../config.js';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Who may send events without a token. */
@Injectable()
export class WriteKeys {
  private readonly digests: Buffer[];

  constructor(config: GatewayConfig) {
    this.digests = config.writeKeys.map(digestOf);
  }

  /**
   * Takes as long for any key, so that the time tells nothing of the right ones.
   * @throws UnauthorizedError when the key is missing or none of ours.
   */
  assertKnown(key: string | null): void {
    if (this.digests.length === 0) {
      throw new UnauthorizedError('Nothing is captured here: no write key is configured.');
    }
    if (key === null) throw new UnauthorizedError('A write key is required, as api_key or token.');
    const given = digestOf(key);
    const matches = this.digests.filter((digest) => timingSafeEqual(digest, given));
    if (matches.length === 0) throw new UnauthorizedError('The write key is not one of ours.');
  }
}
