import { DayField } from '../fields/day.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_USER_ID } from '../ingest/limits.js';
import { FeatureUsedDto } from '../usage/feature-used.dto.js';
import { RetentionDataDto } from '../usage/retention-data.dto.js';
import { UserFlowStepDto } from '../usage/user-flow-step.dto.js';

/** With details a day may be large: so many days of them still fit one message. */
export const MAX_DETAIL_DAYS = 5;

/** Names of features that one answer holds; a product with more is reported as having so many. */
export const MAX_PRODUCT_FEATURES = 2000;

/** What `events.usage.days` receives: UTC days, both included, at most MAX_USAGE_DAYS of them. */
export class UsageDaysDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;

  @DayField({})
  from!: string;

  @DayField({})
  to!: string;

  @DayField({
    optional: true,
    description: `From it to \`to\`, at most ${MAX_DETAIL_DAYS} days: features and flow, too.`,
  })
  details_from?: string | null;

  @DayField({
    optional: true,
    description: 'From it to `to`: the features that anybody used, too.',
  })
  features_from?: string | null;
}

/** What one user's events of one UTC day add up to. Durations in whole seconds. */
export interface UsageFigures {
  date: string;
  /** Events of the day, of any kind: equal numbers mean that nothing has come in since. */
  events: number;
  /** Sessions that started on the day; durations are theirs, whole. */
  session_count: number;
  total_session_duration: number;
  average_session_duration: number;
  page_views: number;
  unique_pages_visited: number;
  retention_data: Required<RetentionDataDto>;
}

export interface UsageDetails {
  features_used: Required<FeatureUsedDto>[];
  user_flow: Required<UserFlowStepDto>[];
}

export type UsageDay = UsageFigures & Partial<UsageDetails>;

export interface UsageDays {
  /** When the events were looked at, ISO 8601: of two answers the later one counts. */
  as_of: string;
  /** Days with at least one event, oldest first. */
  days: UsageDay[];
  /** The first day the user was ever seen; null: never. */
  first_day: string | null;
  /** The last day up to `to` on which the user was seen; null: never. */
  last_day: string | null;
  /** What anybody used on the days asked about, by name, sorted; null: not asked for. */
  features: string[] | null;
}
