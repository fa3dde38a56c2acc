import { RangeBoundField } from '../fields/instant.field.js';
import { ListField } from '../fields/list.field.js';
import { QueryIntField } from '../fields/number.field.js';
import { IdentifierField, TextField } from '../fields/text.field.js';
import { COUNT_LIMIT, DEFAULT_LIMIT, MAX_LIMIT } from '../http/pagination.js';
import { MAX_USER_ID } from '../ingest/limits.js';
import {
  ACTIVITY_CATEGORIES,
  ACTIVITY_TYPES,
  type ActivityCategory,
  type ActivityType,
  SEVERITIES,
  type Severity,
} from './activity.enums.js';
import { MAX_TAG } from './record-activity.dto.js';

/** What `GET /analytics/activities/{user_id}` takes besides the user. */
export class ActivitiesQueryDto {
  @ListField({ values: ACTIVITY_TYPES })
  activity_type?: ActivityType[];

  @ListField({ values: ACTIVITY_CATEGORIES })
  activity_category?: ActivityCategory[];

  @ListField({ values: SEVERITIES })
  severity?: Severity[];

  @ListField({ maxLength: MAX_TAG, description: 'Activities with any of these tags.' })
  tags?: string[];

  @TextField({
    max: 200,
    optional: true,
    description: 'Text within the description; capitals and accents do not matter.',
  })
  search?: string;

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

/** What `activity.activity.find` receives. */
export class FindActivitiesDto extends ActivitiesQueryDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}
