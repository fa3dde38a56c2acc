import { ApiProperty } from '@nestjs/swagger';

/** A write key as it is listed: never the key itself. */
export class WriteKeyView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty({ description: 'The last four characters of the key.', example: 'x7Qa' })
  last_four!: string;

  @ApiProperty({ description: 'User id of who made it.' })
  created_by!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revoked_at!: string | null;
}

/** A write key as it is answered to who made it, this once. */
export class NewWriteKeyView extends WriteKeyView {
  @ApiProperty({ example: 'tm_…', description: 'Not kept, and not shown again.' })
  key!: string;
}

/** Whether a key may be sent events with. */
export interface WriteKeyVerdict {
  known: boolean;
}

/** Told over core NATS when a write key is revoked, so that gateways forget it at once. */
export const WRITE_KEY_REVOKED = 'identity.write-key.revoked';

/** What is told under {@link WRITE_KEY_REVOKED}: the key's hash, as the gateways ask for it. */
export interface WriteKeyRevoked {
  hash: string;
}
