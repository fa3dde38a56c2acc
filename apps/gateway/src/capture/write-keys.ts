import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnauthorizedError } from '@trailmark/platform';
import { GatewayConfig } from '../config.js';
import { IssuedKeys } from './issued-keys.js';

/** What the identity service gives out; of anything else it need not be asked. */
const ISSUED = /^tm_[\w-]{20,200}$/;

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Who may send events without a token: the keys of the configuration, and those that were given out. */
@Injectable()
export class WriteKeys {
  private readonly digests: Buffer[];

  constructor(
    config: GatewayConfig,
    private readonly issued: IssuedKeys,
  ) {
    this.digests = config.writeKeys.map(digestOf);
  }

  /**
   * Takes as long for any key of the configuration, so that the time tells nothing of the right ones.
   * @throws UnauthorizedError when the key is missing or none of ours.
   * @throws UnavailableError when that cannot be told now.
   */
  async assertKnown(key: string | null): Promise<void> {
    if (key === null) throw new UnauthorizedError('A write key is required, as api_key or token.');
    const given = digestOf(key);
    const matches = this.digests.filter((digest) => timingSafeEqual(digest, given));
    if (matches.length > 0) return;
    const isGood = ISSUED.test(key) && (await this.issued.isGood(given.toString('hex')));
    if (!isGood) throw new UnauthorizedError('The write key is not one of ours.');
  }
}
