import { EnumField } from '../fields/enum.field.js';
import { OccurredAtField } from '../fields/instant.field.js';
import { JsonField, NestedField } from '../fields/object.field.js';
import { IdentifierField, IpAddressField, TextField } from '../fields/text.field.js';
import { MAX_CLIENT_KEY, MAX_SESSION_ID, MAX_USER_ID } from '../ingest/limits.js';
import {
  EVENT_CATEGORIES,
  EVENT_TYPES,
  type EventCategory,
  type EventType,
  type Platform,
  PLATFORMS,
  type Source,
  SOURCES,
} from './event.enums.js';
import { LocationDto } from './location.dto.js';

export class RecordEventDto {
  @IdentifierField({
    max: MAX_CLIENT_KEY,
    optional: true,
    description: 'Your own id of this event: sent again within 7 days it stores nothing.',
  })
  event_id?: string | null;

  @IdentifierField({ max: MAX_USER_ID, example: 'user_123' })
  user_id!: string;

  @IdentifierField({ max: MAX_SESSION_ID, example: 'session_456' })
  session_id!: string;

  @EnumField(EVENT_TYPES, { name: 'EventType' })
  event_type!: EventType;

  @IdentifierField({ max: 255, example: 'button_click' })
  event_name!: string;

  @EnumField(EVENT_CATEGORIES, { name: 'EventCategory' })
  event_category!: EventCategory;

  @JsonField({ optional: true, example: { button_id: 'create_project', page: '/dashboard' } })
  properties?: Record<string, unknown> | null;

  @OccurredAtField({ optional: true, description: 'Default: the time of arrival.' })
  timestamp?: string | null;

  @EnumField(SOURCES, { name: 'Source' })
  source!: Source;

  @EnumField(PLATFORMS, { name: 'Platform' })
  platform!: Platform;

  @TextField({ max: 2048, optional: true, example: 'Mozilla/5.0…' })
  user_agent?: string | null;

  @IpAddressField({ optional: true, example: '192.168.1.1' })
  ip_address?: string | null;

  @NestedField(() => LocationDto, { optional: true })
  location?: LocationDto | null;
}
