import { IdentifierField, IpAddressField, TextField } from '../fields/text.field.js';

/** The keys of `metadata` that mean something to Trailmark; any others are kept as they come. */
export class ActivityMetadataDto {
  @IpAddressField({
    optional: true,
    description: 'Stored as IP_ANONYMISATION says, by default as a keyed hash; `keep` keeps it.',
  })
  ip_address?: string | null;

  @TextField({ max: 2048, optional: true })
  user_agent?: string | null;

  @IdentifierField({ max: 128, optional: true, example: 'req_456' })
  request_id?: string | null;
}
