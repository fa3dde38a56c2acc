import { NumberField } from '../fields/number.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';

/** Users of one page at most. */
export const MAX_RETENTION_USERS = 500;

/** What `dashboard.retention.list` receives. */
export class ListRetentionsDto {
  @IdentifierField({ max: MAX_USER_ID, optional: true, description: 'The page before ended here.' })
  cursor?: string | null;

  @NumberField({ min: 1, max: MAX_RETENTION_USERS, integer: true })
  limit!: number;
}
