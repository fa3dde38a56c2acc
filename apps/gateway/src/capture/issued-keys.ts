import { Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { WRITE_KEY_REVOKED, WriteKeyRevoked } from '@trailmark/contracts';
import { hasCode, JSONCodec, NatsConnector, RpcClient } from '@trailmark/platform';
import { KnownKeys } from './known-keys.js';

/** Revoking is told at once; who did not hear it asks again after this. */
const GOOD_FOR_MS = 5000;
/** A key that is not good yet is soon made, but guesses must not all be asked about. */
const BAD_FOR_MS = 10_000;
const MOST_KEYS = 10_000;

/** Nobody waits for the whole deadline to be told again what is known already. */
const AGAIN = 0.25;

const revocations = JSONCodec<WriteKeyRevoked>();

/**
 * The write keys that the identity service gave out. Asked once in a few seconds about each key in use,
 * and while it is away what is known holds.
 */
@Injectable()
export class IssuedKeys implements OnModuleInit {
  private readonly logger = new Logger(IssuedKeys.name);
  private readonly known = new KnownKeys(MOST_KEYS);
  private readonly asking = new Map<string, Promise<boolean>>();

  constructor(
    private readonly rpc: RpcClient,
    private readonly nats: NatsConnector,
  ) {}

  onModuleInit(): void {
    this.follow().catch((error: unknown) => this.logger.debug(error, 'gave up listening'));
  }

  /**
   * Whether a key of this hash may be recorded with.
   * @throws UnavailableError when that is not known, and the identity service is away.
   */
  async isGood(hash: string): Promise<boolean> {
    const known = this.known.get(hash);
    if (known && known.freshUntil > Date.now()) return known.good;
    const asked = this.asking.get(hash) ?? this.ask(hash, known?.good ?? false);
    this.asking.set(hash, asked);
    try {
      return await asked;
    } finally {
      if (this.asking.get(hash) === asked) this.asking.delete(hash);
    }
  }

  /** @param good it was when it was last known, which holds while nobody answers. */
  private async ask(hash: string, good: boolean): Promise<boolean> {
    try {
      const timeout = good ? this.rpc.deadline(AGAIN) : undefined;
      const { known } = await this.rpc.call('identity.write-key.verify', { hash }, timeout);
      return this.remember(hash, known);
    } catch (error) {
      if (!good || !hasCode(error, 'UNAVAILABLE')) throw error;
      this.logger.debug({ err: error }, 'a write key is taken for as good as it was');
      return this.remember(hash, true);
    }
  }

  /** What was revoked while it was asked about stays revoked, whichever was told first. */
  private remember(hash: string, good: boolean): boolean {
    const known = this.known.get(hash);
    const isRevoked = known !== undefined && !known.good && known.freshUntil > Date.now();
    if (isRevoked) return false;
    this.known.set(hash, { good, freshUntil: Date.now() + (good ? GOOD_FOR_MS : BAD_FOR_MS) });
    return good;
  }

  private async follow(): Promise<void> {
    const connection = await this.nats.ready();
    connection.subscribe(WRITE_KEY_REVOKED, {
      callback: (_error, { data }) => this.forget(data),
    });
  }

  private forget(data: Uint8Array): void {
    try {
      const { hash } = revocations.decode(data);
      this.known.set(hash, { good: false, freshUntil: Date.now() + BAD_FOR_MS });
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'a revocation could not be read');
    }
  }
}
