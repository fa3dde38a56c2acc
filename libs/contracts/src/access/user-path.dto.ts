import { IdentifierField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';

/** The user a path names. */
export class UserPathDto {
  @IdentifierField({ max: MAX_USER_ID, example: 'user_123' })
  user_id!: string;
}
