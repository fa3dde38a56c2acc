import { UuidField } from '../fields/uuid.field.js';
import { UserPathDto } from '../access/user-path.dto.js';

/** What `identity.privacy.erase` receives. */
export class RequestErasureDto extends UserPathDto {}

/** The privacy request that a path names. */
export class PrivacyRequestPathDto {
  @UuidField({})
  id!: string;
}
