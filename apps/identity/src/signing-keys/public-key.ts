import { createPublicKey, KeyObject } from 'node:crypto';
import { SigningAlgorithm } from '@trailmark/contracts';
import { ValidationFailedError } from '@trailmark/platform';

const MIN_RSA_BITS = 2048;
const MAX_RSA_BITS = 8192;
const PEM = /^-----BEGIN PUBLIC KEY-----\s[A-Za-z\d+/=\s]+-----END PUBLIC KEY-----\s*$/;

const isRsa = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean => {
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  return asymmetricKeyType === 'rsa' && bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS;
};

const isP256 = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean =>
  asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';

const FITTING: Record<Exclude<SigningAlgorithm, 'hmac-sha256'>, (key: KeyObject) => boolean> = {
  ed25519: ({ asymmetricKeyType }) => asymmetricKeyType === 'ed25519',
  'ecdsa-p256-sha256': isP256,
  'rsa-pss-sha512': isRsa,
};

const wrong = (message: string): ValidationFailedError =>
  new ValidationFailedError([{ field: 'public_key', message: `public_key ${message}` }]);

/** Node also makes a public key of a private one; that must never be sent here. */
const parsed = (pem: string): KeyObject => {
  if (!PEM.test(pem)) throw wrong('must be PEM that begins with -----BEGIN PUBLIC KEY-----');
  try {
    return createPublicKey(pem);
  } catch (error) {
    throw Object.assign(wrong('cannot be read'), { cause: error });
  }
};

/**
 * The public key of an algorithm in one spelling; null for `hmac-sha256`, which has none.
 * @throws ValidationFailedError when it is missing, not public, or of another algorithm.
 */
export const publicKeyFor = (
  algorithm: SigningAlgorithm,
  pem: string | null | undefined,
): string | null => {
  if (algorithm === 'hmac-sha256') {
    if (pem) throw wrong('must be absent: the secret of hmac-sha256 is made here');
    return null;
  }
  if (!pem) throw wrong(`is required for ${algorithm}`);
  const key = parsed(pem);
  if (!FITTING[algorithm](key)) throw wrong(`must be a key of ${algorithm}`);
  return key.export({ type: 'spki', format: 'pem' }).toString();
};
