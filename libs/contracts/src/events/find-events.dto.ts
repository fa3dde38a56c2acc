import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { RangeBoundField } from '../fields/instant.field.js';
import { ListAlias, ListField } from '../fields/list.field.js';
import { QueryIntField } from '../fields/number.field.js';
import { Verbatim } from '../fields/object.field.js';
import { IsPropertyFilter } from '../fields/property-filter.js';
import { TextField } from '../fields/text.field.js';
import { COUNT_LIMIT, DEFAULT_LIMIT, MAX_LIMIT } from '../http/pagination.js';
import { MAX_SESSION_ID, MAX_USER_ID } from '../ingest/limits.js';
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

/** What `GET /analytics/events` takes, and `events.event.find` receives. */
export class FindEventsDto {
  @ListField({ alias: 'user_ids', maxLength: MAX_USER_ID })
  user_id?: string[];
  @ListAlias('user_id')
  user_ids?: string[];

  @ListField({ maxLength: MAX_SESSION_ID })
  session_id?: string[];

  @ListField({ alias: 'event_types', values: EVENT_TYPES })
  event_type?: EventType[];
  @ListAlias('event_type')
  event_types?: EventType[];

  @ListField({ alias: 'event_categories', values: EVENT_CATEGORIES })
  event_category?: EventCategory[];
  @ListAlias('event_category')
  event_categories?: EventCategory[];

  @ListField({})
  event_name?: string[];

  @ListField({ alias: 'platforms', values: PLATFORMS })
  platform?: Platform[];
  @ListAlias('platform')
  platforms?: Platform[];

  @ListField({ alias: 'sources', values: SOURCES })
  source?: Source[];
  @ListAlias('source')
  sources?: Source[];

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Top-level properties by value: `properties[button_id]=save`.',
  })
  @Verbatim()
  @IsOptional()
  @IsPropertyFilter()
  properties?: Record<string, string | string[]>;

  @RangeBoundField({ optional: true, description: 'Inclusive.' })
  start_date?: string;

  @RangeBoundField({ optional: true, description: 'Inclusive; a date means its whole day.' })
  end_date?: string;

  @QueryIntField({
    min: 1,
    max: COUNT_LIMIT,
    default: 1,
    description: `page × limit reaches ${COUNT_LIMIT} rows deep; beyond, use \`cursor\`.`,
  })
  page: number = 1;

  @QueryIntField({ min: 1, max: MAX_LIMIT, default: DEFAULT_LIMIT })
  limit: number = DEFAULT_LIMIT;

  @TextField({ max: 200, optional: true, description: '`next_cursor` of the page before.' })
  cursor?: string;
}
