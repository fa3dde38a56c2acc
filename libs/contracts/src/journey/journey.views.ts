import { ApiProperty } from '@nestjs/swagger';

/** Only on answers that may lack what PostHog knows. */
class Freshness {
  @ApiProperty({
    required: false,
    description: 'true: PostHog could not be asked, or not to the end; this is what is kept.',
  })
  stale?: boolean;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    required: false,
    description: 'With `stale`: when PostHog was last asked to the end; null: never.',
  })
  last_synced_at?: string | null;
}

export class JourneyEvent {
  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiProperty({ example: 'api_request' })
  event!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  properties!: Record<string, unknown>;
}

export class RequestTotals {
  @ApiProperty()
  total!: number;

  @ApiProperty({ description: 'Status below 400.' })
  successful!: number;

  @ApiProperty()
  failed!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 125.5,
    description: 'Of those that tell it; null: none does.',
  })
  average_response_time_ms!: number | null;
}

export class ErrorTotals {
  @ApiProperty()
  total!: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  by_type!: Record<string, number>;
}

export class SlowEndpoint {
  @ApiProperty()
  count!: number;

  @ApiProperty({ example: 1250.5 })
  average_duration_ms!: number;
}

export class SlowTotals {
  @ApiProperty()
  total!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/SlowEndpoint' },
  })
  by_endpoint!: Record<string, SlowEndpoint>;
}

export class UserActivityView extends Freshness {
  @ApiProperty()
  user_id!: string;

  @ApiProperty()
  period_days!: number;

  @ApiProperty()
  total_events!: number;

  @ApiProperty()
  api_requests!: RequestTotals;

  @ApiProperty()
  errors!: ErrorTotals;

  @ApiProperty()
  slow_requests!: SlowTotals;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Requests by endpoint, the ten most used, most used first.',
  })
  most_used_endpoints!: Record<string, number>;

  @ApiProperty({ type: [JourneyEvent], description: 'The newest 100, newest first.' })
  timeline!: JourneyEvent[];
}

export class JourneyGroup {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null: events without one, grouped by their session.',
  })
  request_id!: string | null;

  @ApiProperty({ type: [JourneyEvent], description: 'Oldest first.' })
  events!: JourneyEvent[];

  @ApiProperty()
  event_count!: number;

  @ApiProperty({ format: 'date-time' })
  start_time!: string;

  @ApiProperty({ format: 'date-time' })
  end_time!: string;
}

export class UserJourneyView extends Freshness {
  @ApiProperty()
  user_id!: string;

  @ApiProperty()
  period_days!: number;

  @ApiProperty()
  total_events!: number;

  @ApiProperty({ description: 'Different request ids.' })
  correlated_requests!: number;

  @ApiProperty({ type: [JourneyGroup], description: 'Oldest first.' })
  events!: JourneyGroup[];

  @ApiProperty({
    required: false,
    description: 'true: the period has more events than one answer holds; these are the newest.',
  })
  truncated?: boolean;
}

export class UserEventsView extends Freshness {
  @ApiProperty({ type: [JourneyEvent], description: 'Newest first.' })
  events!: JourneyEvent[];

  @ApiProperty({ description: 'Events listed here.' })
  total!: number;

  @ApiProperty()
  user_id!: string;
}

const ApiTold = () => ApiProperty({ type: String, nullable: true });

export class JourneyError {
  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiProperty({ example: 'application_error' })
  error_type!: string;

  @ApiTold()
  error_message!: string | null;

  @ApiTold()
  exception_type!: string | null;

  @ApiTold()
  endpoint!: string | null;

  @ApiTold()
  method!: string | null;

  @ApiProperty({ type: Number, nullable: true })
  status_code!: number | null;

  @ApiTold()
  request_id!: string | null;

  @ApiTold()
  traceback!: string | null;
}

export class UserErrorsView extends Freshness {
  @ApiProperty()
  user_id!: string;

  @ApiProperty({ description: 'Of the period, also beyond `limit`.' })
  total_errors!: number;

  @ApiProperty({ type: [JourneyError], description: 'Newest first.' })
  errors!: JourneyError[];
}

export class SlowRequest {
  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiTold()
  endpoint!: string | null;

  @ApiTold()
  method!: string | null;

  @ApiProperty()
  duration_ms!: number;

  @ApiProperty()
  threshold_ms!: number;

  @ApiTold()
  request_id!: string | null;
}

export class UserSlowRequestsView extends Freshness {
  @ApiProperty()
  user_id!: string;

  @ApiProperty({ description: 'Of the period, also beyond `limit`.' })
  total_slow_requests!: number;

  @ApiProperty({ type: [SlowRequest], description: 'Newest first.' })
  slow_requests!: SlowRequest[];
}

export const REQUEST_SOURCES = ['capture', 'posthog', 'events', 'performance', 'activity'] as const;
export type RequestSource = (typeof REQUEST_SOURCES)[number];

export class RequestEvent extends JourneyEvent {
  @ApiProperty({ enum: REQUEST_SOURCES, enumName: 'RequestSource' })
  source!: RequestSource;
}

export class RequestEventsView extends Freshness {
  @ApiProperty({ format: 'uuid' })
  request_id!: string;

  @ApiProperty()
  total_events!: number;

  @ApiProperty({ type: [RequestEvent], description: 'Oldest first, at most 1000.' })
  events!: RequestEvent[];

  @ApiProperty({
    type: [String],
    required: false,
    description: 'Services that did not answer in time and may know more.',
  })
  degraded?: string[];
}
