import { ApiProperty } from '@nestjs/swagger';

export class TopEvent {
  @ApiProperty({ example: 'page_view' })
  event_name!: string;

  @ApiProperty()
  count!: number;

  @ApiProperty({ example: 33.3, description: 'Of all events of the period, one decimal.' })
  percentage!: number;
}

export class TopPage {
  @ApiProperty({ example: '/dashboard' })
  page!: string;

  @ApiProperty()
  views!: number;

  @ApiProperty({ description: 'Views that were the first of the page in their session.' })
  unique_views!: number;
}

/** What one user's events of a period add up to. */
export class EventsOverview {
  @ApiProperty()
  total_events!: number;

  @ApiProperty({ description: 'Sessions that started in the period.' })
  unique_sessions!: number;

  @ApiProperty({ description: 'Whole seconds, first to last event of a session; 0: no session.' })
  average_session_duration!: number;

  @ApiProperty({
    example: 0.3,
    description: 'Sessions of exactly one page view among those with any, 0 to 1; 0: none has any.',
  })
  bounce_rate!: number;

  @ApiProperty({ example: 8.5, description: '0 to 10. Submitted scores win over the computed.' })
  engagement_score!: number;

  @ApiProperty({ type: [TopEvent], description: 'The ten most frequent.' })
  top_events!: TopEvent[];

  @ApiProperty({ type: [TopPage], description: 'The ten most viewed.' })
  top_pages!: TopPage[];
}
