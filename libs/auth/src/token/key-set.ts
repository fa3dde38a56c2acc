import { Injectable, Logger } from '@nestjs/common';
import { UnauthorizedError, UnavailableError } from '@trailmark/platform';
import type { JwtHeader } from 'jsonwebtoken';
import { JwksClient, SigningKey, SigningKeyNotFoundError } from 'jwks-rsa';
import { AuthConfig } from '../config.js';
import { SteadyFetcher } from './steady-fetcher.js';

const MINUTE_MS = 60_000;

/** How long a key is used without asking for it again, and how much longer while its address is away. */
const FRESH_MS = 10 * MINUTE_MS;
const STALE_MS = 24 * 60 * MINUTE_MS;

const MAX_KEYS = 20;

/** The public keys of another issuer (RFC 7517), by key id: fetched when first needed, and kept. */
@Injectable()
export class KeySet {
  private readonly logger = new Logger(KeySet.name);
  private readonly client: JwksClient | null;

  constructor({ jwksUrl }: AuthConfig) {
    this.client =
      jwksUrl === null
        ? null
        : new JwksClient({
            jwksUri: jwksUrl,
            fetcher: new SteadyFetcher().fetch,
            cacheMaxEntries: MAX_KEYS,
            cacheMaxAge: FRESH_MS,
            cacheMaxAgeFallback: STALE_MS,
            onStaleCacheFallback: (error) =>
              this.logger.warn(
                { err: error },
                'keys of tokens are not fresh: their address is away',
              ),
          });
  }

  /**
   * The PEM of the key that a token says it is signed with.
   * @throws UnauthorizedError when there is no such key, UnavailableError when that cannot be told.
   */
  async find({ kid, alg }: JwtHeader): Promise<string> {
    const key = await this.keyOf(kid);
    if (key.alg !== undefined && key.alg !== alg) {
      throw new UnauthorizedError('The token is not signed with the algorithm of its key.');
    }
    return key.getPublicKey();
  }

  private async keyOf(kid: string | undefined): Promise<SigningKey> {
    if (!this.client) throw new UnauthorizedError();
    try {
      return await this.client.getSigningKey(kid);
    } catch (error) {
      if (error instanceof SigningKeyNotFoundError) {
        throw new UnauthorizedError('The token is signed with an unknown key.');
      }
      this.logger.warn({ err: error as Error }, 'keys of tokens cannot be fetched');
      throw new UnavailableError('Tokens cannot be checked just now.', { cause: error });
    }
  }
}
