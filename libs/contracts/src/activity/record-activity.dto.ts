import { EnumField } from '../fields/enum.field.js';
import { OccurredAtField } from '../fields/instant.field.js';
import { JsonField } from '../fields/object.field.js';
import { IdentifierField, TextField } from '../fields/text.field.js';
import { TextListField } from '../fields/text-list.field.js';
import { MAX_CLIENT_KEY, MAX_SESSION_ID, MAX_USER_ID } from '../ingest/limits.js';
import {
  ACTIVITY_CATEGORIES,
  ACTIVITY_TYPES,
  type ActivityCategory,
  type ActivityType,
  SEVERITIES,
  type Severity,
} from './activity.enums.js';

export const MAX_DESCRIPTION = 10_000;
export const MAX_TAGS = 50;
export const MAX_TAG = 100;

/** What `details` and `metadata` must be beyond JSON: {@link ActivityDetailsDto}, {@link ActivityMetadataDto}. */
export class RecordActivityDto {
  @IdentifierField({
    max: MAX_CLIENT_KEY,
    optional: true,
    description: 'Your own id of this activity: sent again within 7 days it stores nothing.',
  })
  activity_id?: string | null;

  @IdentifierField({ max: MAX_USER_ID, example: 'user_123' })
  user_id!: string;

  @IdentifierField({ max: MAX_SESSION_ID, example: 'session_456' })
  session_id!: string;

  @OccurredAtField({ optional: true, description: 'Default: the time of arrival.' })
  timestamp?: string | null;

  @EnumField(ACTIVITY_TYPES, { name: 'ActivityType' })
  activity_type!: ActivityType;

  @EnumField(ACTIVITY_CATEGORIES, { name: 'ActivityCategory' })
  activity_category!: ActivityCategory;

  @TextField({ max: MAX_DESCRIPTION, example: "Created new project 'Game Demo'" })
  description!: string;

  @JsonField({
    optional: true,
    description:
      'Free. Checked where given: `action`, `target`, `target_id` (texts), `duration` (milliseconds), `result` (text; `success` counts in the success rate).',
    example: { action: 'create', target: 'project', target_id: 'project_123', result: 'success' },
  })
  details?: Record<string, unknown> | null;

  @JsonField({
    optional: true,
    description:
      'Free. Checked where given: `ip_address` (stored as IP_ANONYMISATION says, by default as a keyed hash), `user_agent`, `request_id`.',
    example: { ip_address: '192.168.1.1', user_agent: 'Mozilla/5.0…', request_id: 'req_456' },
  })
  metadata?: Record<string, unknown> | null;

  @EnumField(SEVERITIES, { name: 'Severity' })
  severity!: Severity;

  @TextListField({ maxItems: MAX_TAGS, maxLength: MAX_TAG, optional: true, example: ['project'] })
  tags?: string[] | null;
}
