import { ApiProperty } from '@nestjs/swagger';
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from './signing-key.dto.js';

/** A signing key as it is listed: never the secret. */
export class SigningKeyView {
  @ApiProperty({ format: 'uuid', description: '`keyid` of signatures.' })
  id!: string;

  @ApiProperty({ description: 'Whose signatures it makes.' })
  user_id!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty({ enum: SIGNING_ALGORITHMS, enumName: 'SigningAlgorithm' })
  algorithm!: SigningAlgorithm;

  @ApiProperty({ type: String, nullable: true, description: 'PEM; null: `hmac-sha256` has none.' })
  public_key!: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revoked_at!: string | null;
}

/** A signing key as it is answered to who made it, this once. */
export class NewSigningKeyView extends SigningKeyView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Base64, of `hmac-sha256` only. Not shown again.',
  })
  secret!: string | null;
}

/** A signing key as signatures are checked with it. */
export interface SigningKey {
  key_id: string;
  algorithm: SigningAlgorithm;
  /** The public key as PEM (SPKI); of `hmac-sha256` the secret in base64. */
  key: string;
  /** Whose signature it is: `sub` of the principal that may use it. */
  user_id: string;
}
