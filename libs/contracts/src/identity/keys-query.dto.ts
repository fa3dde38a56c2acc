import { QueryIntField } from '../fields/number.field.js';
import { IdentifierField, TextField } from '../fields/text.field.js';
import { UuidField } from '../fields/uuid.field.js';
import { COUNT_LIMIT, DEFAULT_LIMIT, MAX_LIMIT } from '../http/pagination.js';
import { MAX_USER_ID } from '../ingest/limits.js';

/** Longest label of a key. */
export const MAX_LABEL = 100;

/** Which keys to list: a page, newest first. */
export class KeysQueryDto {
  @QueryIntField({ min: 1, max: COUNT_LIMIT, default: 1 })
  page: number = 1;

  @QueryIntField({ min: 1, max: MAX_LIMIT, default: DEFAULT_LIMIT })
  limit: number = DEFAULT_LIMIT;

  @TextField({ max: 200, optional: true, description: '`next_cursor` of the page before.' })
  cursor?: string;
}

/** What `GET /analytics/signing-keys` takes, and `identity.signing-key.list` receives. */
export class SigningKeysQueryDto extends KeysQueryDto {
  @IdentifierField({ max: MAX_USER_ID, optional: true, description: 'Only keys of this user.' })
  user_id?: string | null;
}

/** The key a path names. */
export class KeyPathDto {
  @UuidField({})
  id!: string;
}

/** What `identity.write-key.revoke` and `identity.signing-key.revoke` receive. */
export class RevokeKeyDto extends KeyPathDto {
  /** Whose key it must be; absent or null: anybody's. */
  @IdentifierField({ max: MAX_USER_ID, optional: true })
  user_id?: string | null;
}
