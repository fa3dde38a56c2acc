import { BooleanField } from '../fields/boolean.field.js';
import { QueryIntField } from '../fields/number.field.js';
import { QueryFlagField } from '../fields/query-flag.field.js';
import { IdentifierField, TextField } from '../fields/text.field.js';
import { UuidField } from '../fields/uuid.field.js';
import { MAX_DISTINCT_ID } from './captured-event.js';

const MAX_EMAIL = 320;

/** Who a question is about; neither: the token's own user. */
export class JourneyUserQuery {
  @IdentifierField({ max: MAX_DISTINCT_ID, optional: true, description: 'Any distinct id.' })
  user_id?: string;

  @TextField({ max: MAX_EMAIL, optional: true, example: 'user@example.com' })
  email?: string;
}

/** What `GET /api/analytics/user/activity` takes. */
export class ActivityQueryDto extends JourneyUserQuery {
  @QueryIntField({ min: 1, max: 365, default: 30 })
  days: number = 30;
}

/** What `GET /api/analytics/user/journey` takes. */
export class JourneyQueryDto extends JourneyUserQuery {
  @QueryIntField({ min: 1, max: 90, default: 7 })
  days: number = 7;

  @QueryFlagField({ default: true, description: 'Group by `request_id`; false: by session.' })
  include_correlation: boolean = true;
}

/** What `GET /api/analytics/user/events` takes. */
export class JourneyEventsQueryDto extends ActivityQueryDto {
  @TextField({ max: 255, optional: true, example: 'api_request' })
  event_type?: string;

  @QueryIntField({ min: 1, max: 1000, default: 100 })
  limit: number = 100;
}

/** What `GET /api/analytics/user/errors` and `…/slow-requests` take. */
export class JourneyFaultsQueryDto extends ActivityQueryDto {
  @QueryIntField({ min: 1, max: 500, default: 50 })
  limit: number = 50;
}

/** What `GET /api/analytics/request/{request_id}` takes. */
export class RequestPathDto {
  @UuidField({})
  request_id!: string;
}

/** Who a question is about, once the gateway knows. */
export class JourneyAddressDto {
  @IdentifierField({ max: MAX_DISTINCT_ID, optional: true })
  user_id?: string | null;

  @TextField({ max: MAX_EMAIL, optional: true })
  email?: string | null;

  @BooleanField({
    description:
      'It is the caller’s own account: unknown is empty, not missing, and only what is surely theirs is theirs.',
  })
  own!: boolean;
}
