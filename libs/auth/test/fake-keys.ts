import { generateKeyPairSync, KeyPairKeyObjectResult, randomBytes } from 'node:crypto';
import { Nonces, SignerKey, SigningKey, SigningKeys } from '../src/index.js';

const pairOf = (algorithm: string): KeyPairKeyObjectResult => {
  if (algorithm === 'ed25519') return generateKeyPairSync('ed25519');
  if (algorithm === 'ecdsa-p256-sha256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
};

/** Both sides of a new key: what its owner signs with, and what is checked with. */
export const aKey = (
  algorithm: string,
  owner = 'ann',
): { signer: SignerKey; checked: SigningKey } => {
  const id = randomBytes(8).toString('hex');
  const both = (mine: string, theirs: string) => ({
    signer: { id, algorithm, key: mine },
    checked: { key_id: id, algorithm, key: theirs, user_id: owner },
  });
  if (algorithm === 'hmac-sha256') {
    const secret = randomBytes(32).toString('base64');
    return both(secret, secret);
  }
  const { privateKey, publicKey } = pairOf(algorithm);
  return both(
    privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
};

/** Keys and nonces in memory, in the place of the services that keep them. */
export class FakeKeys extends SigningKeys {
  readonly known = new Map<string, SigningKey>();
  failure: Error | null = null;

  add(key: SigningKey): void {
    this.known.set(key.key_id, key);
  }

  override find(keyId: string): Promise<SigningKey | null> {
    return this.failure
      ? Promise.reject(this.failure)
      : Promise.resolve(this.known.get(keyId) ?? null);
  }
}

export class FakeNonces extends Nonces {
  private readonly used = new Set<string>();

  override use(keyId: string, nonce: string): Promise<boolean> {
    const key = JSON.stringify([keyId, nonce]);
    const isNew = !this.used.has(key);
    this.used.add(key);
    return Promise.resolve(isNew);
  }
}
