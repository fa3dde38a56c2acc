import { EnumField } from '../fields/enum.field.js';
import { IdentifierField, TextField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';
import { MAX_LABEL } from './keys-query.dto.js';

/** Names of RFC 9421, section 6.2.2. */
export const SIGNING_ALGORITHMS = [
  'hmac-sha256',
  'ed25519',
  'ecdsa-p256-sha256',
  'rsa-pss-sha512',
] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** Longest public key, in characters of PEM: RSA of 8192 bits has about 1500. */
const MAX_PEM = 4000;

/** What `POST /analytics/signing-keys` takes. */
export class CreateSigningKeyDto {
  @IdentifierField({ max: MAX_LABEL, example: 'nightly export' })
  label!: string;

  @EnumField(SIGNING_ALGORITHMS, { name: 'SigningAlgorithm' })
  algorithm!: SigningAlgorithm;

  @TextField({
    max: MAX_PEM,
    optional: true,
    description:
      'PEM (`BEGIN PUBLIC KEY`). Required but for `hmac-sha256`, whose secret is made here.',
  })
  public_key?: string | null;

  @IdentifierField({
    max: MAX_USER_ID,
    optional: true,
    description: 'Whose key it is; the caller’s.',
  })
  user_id?: string | null;
}

/** What `identity.signing-key.create` receives. */
export class NewSigningKeyDto extends CreateSigningKeyDto {
  @IdentifierField({ max: MAX_USER_ID })
  declare user_id: string;
}

/** What `identity.signing-key.find` receives. */
export class FindSigningKeyDto {
  /** `keyid` of a signature, whatever that may be. */
  @TextField({ max: 256 })
  key_id!: string;
}
