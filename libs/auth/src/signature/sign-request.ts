import { randomUUID } from 'node:crypto';
import { createSigner, httpbis } from 'http-message-signatures';
import { contentDigest } from './content-digest.js';
import { CONTENT_DIGEST, SIGNED_PARAMS, signedFields } from './signature-terms.js';

/** What a request is signed with. */
export interface SignerKey {
  id: string;
  /** As RFC 9421 names it: `ed25519`, `ecdsa-p256-sha256`, `rsa-pss-sha512` or `hmac-sha256`. */
  algorithm: string;
  /** A private key as PEM, or of `hmac-sha256` the secret in base64. */
  key: string;
}

export interface UnsignedRequest {
  method: string;
  url: string;
  /** `authorization`, which is signed. */
  headers: Record<string, string>;
  body?: string | Buffer;
}

/** The headers that a request is to be sent with: its own, the digest of its body, and its signature. */
export const signRequest = async (
  request: UnsignedRequest,
  { id, algorithm, key }: SignerKey,
  created = new Date(),
): Promise<Record<string, string>> => {
  const { method, url, body } = request;
  const digest: Record<string, string> =
    body === undefined ? {} : { [CONTENT_DIGEST]: contentDigest(Buffer.from(body)) };
  const secret = algorithm === 'hmac-sha256' ? Buffer.from(key, 'base64') : key;
  const { headers } = await httpbis.signMessage(
    {
      key: createSigner(secret, algorithm, id),
      params: SIGNED_PARAMS,
      paramValues: { created, nonce: randomUUID() },
      fields: signedFields({ url, hasBody: body !== undefined }),
    },
    { method, url: new URL(url), headers: { ...request.headers, ...digest } },
  );
  return headers;
};
