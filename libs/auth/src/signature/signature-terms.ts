/** How old a signature may be, and how far the clocks of signer and server may differ, in seconds. */
export const SIGNATURE_MAX_AGE_S = 300;
export const SIGNATURE_LEEWAY_S = 60;

/** How long a nonce must be remembered for its signature not to be good again, in milliseconds. */
export const NONCE_MEMORY_MS = 2 * (SIGNATURE_MAX_AGE_S + 2 * SIGNATURE_LEEWAY_S) * 1000;

export const MIN_NONCE = 16;
export const MAX_NONCE = 128;

export const CONTENT_DIGEST = 'content-digest';

/** Parameters that a signature must carry. */
export const SIGNED_PARAMS = ['created', 'keyid', 'nonce'];

/** What a signature must cover: a request with a query also its query, one with a body also its digest. */
export const signedFields = (message: { url: string; hasBody: boolean }): string[] => [
  '@method',
  '@path',
  ...(message.url.includes('?') ? ['@query'] : []),
  'authorization',
  ...(message.hasBody ? [CONTENT_DIGEST] : []),
];

/** What a refusal asks for (RFC 9421, section 5.1). */
export const ACCEPT_SIGNATURE =
  'sig=("@method" "@path" "@query" "authorization" "content-digest");created;keyid;nonce';
