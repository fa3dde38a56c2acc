import { BooleanField } from '../fields/boolean.field.js';
import { NestedField } from '../fields/object.field.js';
import { NumberField } from '../fields/number.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { TextListField } from '../fields/text-list.field.js';
import { WellFormed } from '../fields/well-formed.js';
import { MAX_USER_ID } from '../ingest/limits.js';

const MAX_EXCLUSIONS = 200;

/** What `PUT /analytics/config/{user_id}` takes: what it names is changed, the rest stays. */
export class AnalyticsConfigDto {
  @BooleanField({ optional: true })
  tracking_enabled?: boolean | null;

  @NumberField({ min: 0, max: 1, optional: true })
  sample_rate?: number | null;

  @BooleanField({ optional: true })
  performance_monitoring?: boolean | null;

  @BooleanField({ optional: true })
  error_tracking?: boolean | null;

  @BooleanField({ optional: true })
  user_tracking?: boolean | null;

  @BooleanField({ optional: true })
  session_tracking?: boolean | null;

  @BooleanField({ optional: true })
  custom_events?: boolean | null;

  @NumberField({ min: 1, max: 36_500, integer: true, optional: true })
  data_retention_days?: number | null;

  @BooleanField({ optional: true })
  privacy_mode?: boolean | null;

  @TextListField({ maxItems: MAX_EXCLUSIONS, maxLength: 255, optional: true })
  @WellFormed({ each: true })
  excluded_events?: string[] | null;

  @TextListField({ maxItems: MAX_EXCLUSIONS, maxLength: 512, optional: true })
  @WellFormed({ each: true })
  excluded_pages?: string[] | null;
}

/** What `dashboard.config.find` receives. */
export class FindConfigDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;
}

/** What `dashboard.config.change` receives. */
export class ChangeConfigDto extends FindConfigDto {
  @NestedField(() => AnalyticsConfigDto, {})
  changes!: AnalyticsConfigDto;

  @NumberField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
    optional: true,
    description: 'The version that is to be changed; absent: whichever it is.',
  })
  if_version?: number | null;
}
