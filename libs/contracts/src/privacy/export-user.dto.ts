import { IdentifierField, TextField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';

const MAX_CURSOR = 8192;

/** What `<service>.user.export` receives. */
export class ExportUserDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;

  @TextField({
    max: MAX_CURSOR,
    optional: true,
    description: 'The `next_cursor` of the page before.',
  })
  cursor?: string | null;
}
