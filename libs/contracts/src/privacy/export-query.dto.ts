import { TextField } from '../fields/text.field.js';

const MAX_CURSOR = 12_288;

/** What an export takes beside its user. */
export class ExportQueryDto {
  @TextField({
    max: MAX_CURSOR,
    optional: true,
    description: 'The last `checkpoint` of an export that was interrupted: it goes on from there.',
  })
  cursor?: string | null;
}
