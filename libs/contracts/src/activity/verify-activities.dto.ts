import { IdentifierField, TextField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';

/** What `GET /analytics/activities/{user_id}/verify` takes besides the user. */
export class VerificationQueryDto {
  @TextField({ max: 100, optional: true, description: '`next_cursor` of the answer before.' })
  cursor?: string;
}

/** What `activity.activity.verify` receives. */
export class VerifyActivitiesDto extends VerificationQueryDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}
