import { Injectable, Logger } from '@nestjs/common';
import {
  COUNT_LIMIT,
  CreateWriteKeyDto,
  KeysQueryDto,
  NewWriteKeyView,
  Page,
  RevokeKeyDto,
  VerifyWriteKeyDto,
  WRITE_KEY_REVOKED,
  WriteKeyRevoked,
  WriteKeyVerdict,
  WriteKeyView,
} from '@trailmark/contracts';
import {
  currentContext,
  Database,
  hasCode,
  JSONCodec,
  NatsConnector,
  pageOf,
  sliceOf,
  UnauthorizedError,
} from '@trailmark/platform';
import { toView } from './stored-write-key.js';
import { WriteKeyRing } from './write-key-ring.js';
import { WriteKeysRepository } from './write-keys.repository.js';

const revocations = JSONCodec<WriteKeyRevoked>();

/** The keys that browsers and SDKs record with. */
@Injectable()
export class WriteKeysService {
  private readonly logger = new Logger(WriteKeysService.name);

  constructor(
    private readonly database: Database,
    private readonly keys: WriteKeysRepository,
    private readonly ring: WriteKeyRing,
    private readonly nats: NatsConnector,
  ) {}

  /** @throws ConflictError when there are as many keys as may be. */
  async create({ label }: CreateWriteKeyDto): Promise<NewWriteKeyView> {
    const { key, stored } = await this.ring.create(label, caller());
    return { ...toView(stored), key };
  }

  list(query: KeysQueryDto): Promise<Page<WriteKeyView>> {
    const slice = sliceOf(query);
    return this.database.read(async (sql) => {
      const rows = await this.keys.list(sql, slice);
      const counted = await this.keys.count(sql, COUNT_LIMIT + 1);
      return pageOf(rows, counted, query, toView);
    });
  }

  /**
   * Revokes a key and tells the gateways; of one that was revoked the first time stays.
   * @throws NotFoundError when there is none.
   */
  async revoke({ id }: RevokeKeyDto): Promise<WriteKeyView> {
    const key = await this.ring.revoke(id);
    this.tellRevoked(key.keyHash.toString('hex'));
    return toView(key);
  }

  async verify({ hash }: VerifyWriteKeyDto): Promise<WriteKeyVerdict> {
    const keyHash = Buffer.from(hash, 'hex');
    return { known: await this.database.read((sql) => this.keys.isGood(sql, keyHash)) };
  }

  /** Best effort: who does not hear it asks again within seconds. */
  private tellRevoked(hash: string): void {
    try {
      this.nats.get().publish(WRITE_KEY_REVOKED, revocations.encode({ hash }));
    } catch (error) {
      if (!hasCode(error, 'UNAVAILABLE')) throw error;
      this.logger.debug({ err: error }, 'a revocation was not told');
    }
  }
}

const caller = (): string => {
  const principal = currentContext()?.principal;
  if (!principal) throw new UnauthorizedError('A request needs a principal.');
  return principal.sub;
};
