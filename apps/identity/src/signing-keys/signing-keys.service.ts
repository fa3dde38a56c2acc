import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import {
  COUNT_LIMIT,
  FindSigningKeyDto,
  NewSigningKeyDto,
  NewSigningKeyView,
  Page,
  RevokeKeyDto,
  SigningKey,
  SigningKeysQueryDto,
  SigningKeyView,
} from '@trailmark/contracts';
import { newMessageId } from '@trailmark/ingest';
import {
  ConflictError,
  Database,
  isUuid,
  NotFoundError,
  pageOf,
  sliceOf,
} from '@trailmark/platform';
import { publicKeyFor } from './public-key.js';
import { SecretBox } from './secret-box.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { StoredSigningKey, toView } from './stored-signing-key.js';

const SECRET_BYTES = 32;
const MAX_KEYS_OF_A_USER = 20;

/** The keys that users sign requests with. */
@Injectable()
export class SigningKeysService {
  private readonly logger = new Logger(SigningKeysService.name);

  constructor(
    private readonly database: Database,
    private readonly keys: SigningKeysRepository,
    private readonly box: SecretBox,
  ) {}

  /**
   * Takes a user's public key, or makes a secret for it.
   * @throws ConflictError when the user has as many keys as may be.
   * @throws ValidationFailedError when the public key is not one of the algorithm.
   */
  async create(request: NewSigningKeyDto): Promise<NewSigningKeyView> {
    const { label, algorithm, user_id: userId } = request;
    const id = newMessageId();
    const publicKey = publicKeyFor(algorithm, request.public_key);
    const secret = publicKey === null ? randomBytes(SECRET_BYTES) : null;
    const key: StoredSigningKey = {
      id,
      userId,
      label,
      algorithm,
      publicKey,
      secret: secret && this.box.seal(secret, id),
      timestamp: new Date(),
      revokedAt: null,
    };
    await this.database.transaction(async (sql) => {
      if ((await this.keys.countGood(sql, userId)) >= MAX_KEYS_OF_A_USER) {
        throw new ConflictError(`A user has at most ${MAX_KEYS_OF_A_USER} keys; revoke one.`);
      }
      await this.keys.insert(sql, key);
    });
    return { ...toView(key), secret: secret?.toString('base64') ?? null };
  }

  list(query: SigningKeysQueryDto): Promise<Page<SigningKeyView>> {
    const slice = sliceOf(query);
    const userId = query.user_id ?? null;
    return this.database.read(async (sql) => {
      const rows = await this.keys.list(sql, userId, slice);
      const counted = await this.keys.count(sql, userId, COUNT_LIMIT + 1);
      return pageOf(rows, counted, query, toView);
    });
  }

  /**
   * Revokes a key; of one that was revoked the first time stays.
   * @throws NotFoundError when there is none, or it is another user's.
   */
  revoke({ id, user_id: userId }: RevokeKeyDto): Promise<SigningKeyView> {
    return this.database.transaction(async (sql) => {
      await this.keys.revoke(sql, id, new Date(), userId ?? null);
      const key = await this.keys.find(sql, id);
      if (!key || (userId && userId !== key.userId)) {
        throw new NotFoundError('There is no such key.');
      }
      return toView(key);
    });
  }

  /** A good key, as signatures are checked with it; null: there is none of that id. */
  async find({ key_id: keyId }: FindSigningKeyDto): Promise<SigningKey | null> {
    if (!isUuid(keyId)) return null;
    const key = await this.database.read((sql) => this.keys.find(sql, keyId));
    if (!key || key.revokedAt) return null;
    const usable = key.publicKey ?? this.secretOf(key);
    if (usable === null) return null;
    return { key_id: key.id, algorithm: key.algorithm, key: usable, user_id: key.userId };
  }

  private secretOf({ id, secret }: StoredSigningKey): string | null {
    try {
      return secret && this.box.open(secret, id).toString('base64');
    } catch (error) {
      const reason = 'cannot be opened: was IDENTITY_ENCRYPTION_KEY changed?';
      this.logger.warn({ err: error as Error }, `the secret of the key ${id} ${reason}`);
      return null;
    }
  }
}
