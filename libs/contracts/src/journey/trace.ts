import { IdentifierField } from '../fields/text.field.js';
import { UuidField } from '../fields/uuid.field.js';
import { TextListField } from '../fields/text-list.field.js';
import { MAX_DISTINCT_ID } from './captured-event.js';
import { JourneyEvent } from './journey.views.js';

/** Facts that one trace holds. */
export const MAX_TRACE = 1000;

/** Users whose facts one trace may be limited to. */
const MAX_TRACED_USERS = 1000;

/** What `<service>.request.find` receives: which facts carry this request id? */
export class FindTraceDto {
  @UuidField({})
  request_id!: string;

  @TextListField({
    maxItems: MAX_TRACED_USERS,
    maxLength: MAX_DISTINCT_ID,
    optional: true,
    description: 'Only of these users; absent: of all.',
  })
  user_ids?: string[] | null;
}

/** What `journey.request.find` receives. */
export class FindRequestDto {
  @UuidField({})
  request_id!: string;

  @IdentifierField({
    max: MAX_DISTINCT_ID,
    optional: true,
    description: 'Only of this user; absent: of all.',
  })
  user_id?: string | null;
}

/** A service's facts that carry a request id, oldest first, at most MAX_TRACE. */
export interface Trace {
  events: JourneyEvent[];
}
