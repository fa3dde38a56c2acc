import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignerKey } from '@trailmark/auth';
import { TestSchema } from './schema.js';

/** Registers a key of a user in the identity service's schema, as an operator does, and answers its private half. */
export const aSigningKey = async (schema: TestSchema, userId: string): Promise<SignerKey> => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const id = randomUUID();
  await schema.query(
    `INSERT INTO signing_keys (id, user_id, label, algorithm, public_key, created_at)
     VALUES (UNHEX(?), ?, 'test', 'ed25519', ?, NOW(3))`,
    [id.replaceAll('-', ''), userId, publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  );
  return {
    id,
    algorithm: 'ed25519',
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};

const known = new Map<string, Promise<SignerKey>>();

/** A key of a user, made when it is first asked for. */
export const signingKeyOf = (schema: TestSchema, userId: string): Promise<SignerKey> => {
  const name = JSON.stringify([schema.url, userId]);
  const key = known.get(name) ?? aSigningKey(schema, userId);
  known.set(name, key);
  return key;
};
