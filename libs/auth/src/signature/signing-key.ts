/** A key that signatures are checked with. */
export interface SigningKey {
  key_id: string;
  /** As RFC 9421 names it (section 6.2.2). */
  algorithm: string;
  /** A public key as PEM; of `hmac-sha256` the secret in base64. */
  key: string;
  /** Whose signature it is: the `sub` of the token that it may come with. */
  user_id: string;
}

/** Where keys are found. */
export abstract class SigningKeys {
  /** Null: there is no such key, or it was revoked. @throws UnavailableError when that cannot be told. */
  abstract find(keyId: string): Promise<SigningKey | null>;
}

/** What makes sure that a signature serves once, in whichever process. */
export abstract class Nonces {
  /**
   * False: it was used already.
   * @param nonce of at most MAX_NONCE characters, remembered for as long as its signature is good.
   * @throws UnavailableError when that cannot be told.
   */
  abstract use(keyId: string, nonce: string): Promise<boolean>;
}
