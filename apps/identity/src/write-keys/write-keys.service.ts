import { createHash, randomBytes } from 'node:crypto';
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
import { newMessageId } from '@trailmark/ingest';
import {
  ConflictError,
  currentContext,
  Database,
  hasCode,
  JSONCodec,
  NatsConnector,
  NotFoundError,
  pageOf,
  sliceOf,
  UnauthorizedError,
} from '@trailmark/platform';
import { StoredWriteKey, toView } from './stored-write-key.js';
import { WriteKeysRepository } from './write-keys.repository.js';

/** By which scanners find a key that leaked. */
const PREFIX = 'tm_';
const KEY_BYTES = 32;
const SHOWN = 4;
const MAX_KEYS = 1000;

const revocations = JSONCodec<WriteKeyRevoked>();

/** The keys that browsers and SDKs record with. */
@Injectable()
export class WriteKeysService {
  private readonly logger = new Logger(WriteKeysService.name);

  constructor(
    private readonly database: Database,
    private readonly keys: WriteKeysRepository,
    private readonly nats: NatsConnector,
  ) {}

  /** @throws ConflictError when there are as many keys as may be. */
  async create({ label }: CreateWriteKeyDto): Promise<NewWriteKeyView> {
    const key = PREFIX + randomBytes(KEY_BYTES).toString('base64url');
    const stored: StoredWriteKey = {
      id: newMessageId(),
      keyHash: createHash('sha256').update(key).digest(),
      label,
      lastFour: key.slice(-SHOWN),
      createdBy: caller(),
      timestamp: new Date(),
      revokedAt: null,
    };
    await this.database.transaction(async (sql) => {
      if ((await this.keys.countGood(sql)) >= MAX_KEYS) {
        throw new ConflictError(`There are at most ${MAX_KEYS} write keys; revoke one.`);
      }
      await this.keys.insert(sql, stored);
    });
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
    const key = await this.database.transaction(async (sql) => {
      await this.keys.revoke(sql, id, new Date());
      return this.keys.find(sql, id);
    });
    if (!key) throw new NotFoundError('There is no such key.');
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
