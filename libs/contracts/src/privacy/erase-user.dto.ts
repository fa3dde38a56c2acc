import { IdentifierField } from '../fields/text.field.js';
import { UuidField } from '../fields/uuid.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';

/** What `<service>.user.erase` receives; sent again until the answer is `done`. */
export class EraseUserDto {
  @UuidField({})
  request_id!: string;

  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}
