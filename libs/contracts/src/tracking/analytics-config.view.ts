import { ApiProperty } from '@nestjs/swagger';

/** What is kept of one user. */
export class AnalyticsConfig {
  @ApiProperty({ default: true, description: 'false: nothing is recorded.' })
  tracking_enabled!: boolean;

  @ApiProperty({
    default: 1,
    minimum: 0,
    maximum: 1,
    description:
      'Share of sessions whose events and measurements are recorded; a session is wholly in or out. Usage and activities are not sampled.',
  })
  sample_rate!: number;

  @ApiProperty({
    default: true,
    description: 'false: no measurements, and no events of type or category performance.',
  })
  performance_monitoring!: boolean;

  @ApiProperty({ default: true, description: 'false: no events of type or category error.' })
  error_tracking!: boolean;

  @ApiProperty({
    default: true,
    description: 'false: no events or activities of type user_action.',
  })
  user_tracking!: boolean;

  @ApiProperty({
    default: true,
    description:
      'false: session ids are replaced by one that holds for a single request, and submitted usage is not recorded.',
  })
  session_tracking!: boolean;

  @ApiProperty({
    default: true,
    description: 'false: of events only page views, errors and performance events are recorded.',
  })
  custom_events!: boolean;

  @ApiProperty({
    minimum: 1,
    maximum: 36_500,
    description: 'Older facts are not kept. By default as long as the installation keeps any.',
  })
  data_retention_days!: number;

  @ApiProperty({
    default: false,
    description: 'true: no IP address, user agent or location is kept.',
  })
  privacy_mode!: boolean;

  @ApiProperty({
    type: [String],
    default: [],
    example: ['debug_*'],
    description: 'Names of events that are not recorded; a `*` at the end stands for any ending.',
  })
  excluded_events!: string[];

  @ApiProperty({
    type: [String],
    default: [],
    example: ['/admin/*'],
    description:
      'Pages on which events and measurements are not recorded; a `*` at the end stands for any ending.',
  })
  excluded_pages!: string[];
}

/** The configuration of one user as a client reads it. */
export class AnalyticsConfigView extends AnalyticsConfig {
  @ApiProperty()
  user_id!: string;

  @ApiProperty({ description: 'Goes up with each change; 0: never changed. Also in `ETag`.' })
  version!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  updated_at!: string | null;
}

/** What holds for a user of whom nothing was configured, but the retention, which is the installation's. */
export const DEFAULT_CONFIG: Omit<AnalyticsConfig, 'data_retention_days'> = {
  tracking_enabled: true,
  sample_rate: 1,
  performance_monitoring: true,
  error_tracking: true,
  user_tracking: true,
  session_tracking: true,
  custom_events: true,
  privacy_mode: false,
  excluded_events: [],
  excluded_pages: [],
};
