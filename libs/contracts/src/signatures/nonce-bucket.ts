/** JetStream key-value bucket of the nonces that signed requests have used. */
export const NONCE_BUCKET = 'signature_nonces';
