import { Matches } from 'class-validator';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_LABEL } from './keys-query.dto.js';

/** What `POST /analytics/write-keys` takes, and `identity.write-key.create` receives. */
export class CreateWriteKeyDto {
  @IdentifierField({ max: MAX_LABEL, example: 'web shop' })
  label!: string;
}

/** What `identity.write-key.verify` receives. */
export class VerifyWriteKeyDto {
  /** SHA-256 of the key in hexadecimal: the key itself goes no further than the gateway. */
  @Matches(/^[\da-f]{64}$/)
  hash!: string;
}
