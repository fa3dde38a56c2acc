import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newMessageId } from '@trailmark/ingest';
import { ConflictError, Database, NotFoundError } from '@trailmark/platform';
import { StoredWriteKey } from './stored-write-key.js';
import { WriteKeysRepository } from './write-keys.repository.js';

/** By which scanners find a key that leaked. */
const PREFIX = 'tm_';
const KEY_BYTES = 32;
const SHOWN = 4;
const MAX_KEYS = 1000;

/** A key as it is told once. */
export interface MadeWriteKey {
  key: string;
  stored: StoredWriteKey;
}

/** Makes and revokes keys, for the API and for operators. */
@Injectable()
export class WriteKeyRing {
  constructor(
    private readonly database: Database,
    private readonly keys: WriteKeysRepository,
  ) {}

  /**
   * @param createdBy a user id; '': nobody's in particular.
   * @throws ConflictError when there are as many keys as may be.
   */
  async create(label: string, createdBy: string): Promise<MadeWriteKey> {
    const key = PREFIX + randomBytes(KEY_BYTES).toString('base64url');
    const stored: StoredWriteKey = {
      id: newMessageId(),
      keyHash: createHash('sha256').update(key).digest(),
      label,
      lastFour: key.slice(-SHOWN),
      createdBy,
      timestamp: new Date(),
      revokedAt: null,
    };
    await this.database.transaction(async (sql) => {
      if ((await this.keys.countGood(sql)) >= MAX_KEYS) {
        throw new ConflictError(`There are at most ${MAX_KEYS} write keys; revoke one.`);
      }
      await this.keys.insert(sql, stored);
    });
    return { key, stored };
  }

  /** Of a key that was revoked before the first time stays. @throws NotFoundError when there is none. */
  async revoke(id: string): Promise<StoredWriteKey> {
    const key = await this.database.transaction(async (sql) => {
      await this.keys.revoke(sql, id, new Date());
      return this.keys.find(sql, id);
    });
    if (!key) throw new NotFoundError('There is no such key.');
    return key;
  }
}
