import { generateKeyPairSync } from 'node:crypto';
import type { SignerKey } from '@trailmark/auth';
import { newMessageId } from '@trailmark/ingest';
import { Database } from '@trailmark/platform';
import { SigningKeysRepository } from '../signing-keys/signing-keys.repository.js';

const ALGORITHM = 'ed25519';

/** Makes keys for those who have none yet to sign the request for one with. */
export class SigningKeyMaker {
  private readonly keys = new SigningKeysRepository();

  constructor(private readonly database: Database) {}

  /** @returns what requests are signed with; only the public half of it is kept here. */
  async make(userId: string): Promise<SignerKey> {
    const { privateKey, publicKey } = generateKeyPairSync(ALGORITHM);
    const id = newMessageId();
    await this.database.transaction((sql) =>
      this.keys.insert(sql, {
        id,
        userId,
        label: 'made by an operator',
        algorithm: ALGORITHM,
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        secret: null,
        timestamp: new Date(),
        revokedAt: null,
      }),
    );
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { id, algorithm: ALGORITHM, key };
  }
}
