import { ForbiddenError, UnauthorizedError } from '@trailmark/platform';
import { createVerifier, httpbis } from 'http-message-signatures';
import { isDigestOf } from './content-digest.js';
import {
  CONTENT_DIGEST,
  MAX_NONCE,
  MIN_NONCE,
  SIGNATURE_LEEWAY_S,
  SIGNATURE_MAX_AGE_S,
  SIGNED_PARAMS,
  signedFields,
} from './signature-terms.js';
import { SigningKey, SigningKeys } from './signing-key.js';

/** A request as it came. */
export interface SignedMessage {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string | string[]>;
  body: Buffer | null;
}

/** Who signed, and the number that makes the signature serve once. */
export interface Signature {
  key: SigningKey;
  nonce: string;
}

/** Only path and query are signed: what is before them differs on either side of a proxy. */
const ORIGIN = 'http://gateway.invalid';

const HMAC = 'hmac-sha256';

const verifierOf = ({ algorithm, key }: SigningKey) =>
  createVerifier(algorithm === HMAC ? Buffer.from(key, 'base64') : key, algorithm);

const nonceOf = (value: unknown): string => {
  if (typeof value === 'string' && value.length >= MIN_NONCE && value.length <= MAX_NONCE) {
    return value;
  }
  throw new UnauthorizedError(
    `The signature's nonce must have ${MIN_NONCE} to ${MAX_NONCE} characters.`,
  );
};

const assertDigest = ({ headers, body }: SignedMessage): void => {
  const header = headers[CONTENT_DIGEST];
  if (body === null && header === undefined) return;
  if (header === undefined) throw new UnauthorizedError('Content-Digest is missing (RFC 9530).');
  if (typeof header === 'string' && isDigestOf(header, body ?? Buffer.alloc(0))) return;
  throw new UnauthorizedError('Content-Digest is not that of the body.');
};

type KeyLookup = Parameters<typeof httpbis.verifyMessage>[0]['keyLookup'];

/** Null or false: there is no signature, or it is not good. */
const isSigned = (message: SignedMessage, keyLookup: KeyLookup): Promise<boolean | null> => {
  const { method, url, headers, body } = message;
  return httpbis.verifyMessage(
    {
      keyLookup,
      // The library takes the leeway off `created` before it looks at the age.
      maxAge: SIGNATURE_MAX_AGE_S + 2 * SIGNATURE_LEEWAY_S,
      tolerance: SIGNATURE_LEEWAY_S,
      requiredParams: SIGNED_PARAMS,
      requiredFields: signedFields({ url, hasBody: body !== null }),
    },
    { method, url: new URL(url, ORIGIN), headers },
  );
};

/**
 * Reads and checks the one signature of a request (RFC 9421); whether its nonce is new is not looked at.
 * @throws UnauthorizedError saying what is wrong with it, ForbiddenError when it is somebody else's.
 */
export const verifySignature = async (
  message: SignedMessage,
  keys: SigningKeys,
  sub: string,
): Promise<Signature> => {
  if (message.headers.signature === undefined) {
    throw new UnauthorizedError('This needs a request that is signed (RFC 9421), each time anew.');
  }
  assertDigest(message);
  const found: Signature[] = [];
  const lookup = async (keyId: unknown, nonce: unknown): Promise<SigningKey> => {
    const key = await keys.find(String(keyId));
    if (!key) throw new UnauthorizedError('The request is signed with an unknown key.');
    if (key.user_id !== sub) throw new ForbiddenError('The signing key is somebody else’s.');
    found.push({ key, nonce: nonceOf(nonce) });
    return key;
  };
  let ours: Error | null = null;
  try {
    const isGood = await isSigned(message, async ({ keyid, nonce }) => {
      const key = await lookup(keyid, nonce).catch((error: Error) => {
        ours = error;
        throw error;
      });
      return { id: key.key_id, algs: [key.algorithm], verify: verifierOf(key) };
    });
    const [signature, ...others] = found;
    if (isGood && signature && others.length === 0) return signature;
  } catch (error) {
    throw ours ?? notGood(error);
  }
  throw new UnauthorizedError('The request needs one signature that is good.');
};

/** What the library, or the key's own algorithm, finds wrong is the signer's fault. */
const notGood = (cause: unknown): UnauthorizedError =>
  new UnauthorizedError(`The signature is not good: ${(cause as Error).message}.`, { cause });
