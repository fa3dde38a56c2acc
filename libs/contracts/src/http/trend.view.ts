import { ApiProperty } from '@nestjs/swagger';

export const TREND_DIRECTIONS = ['up', 'down', 'stable'] as const;
export type TrendDirection = (typeof TREND_DIRECTIONS)[number];

export class TrendPoint {
  @ApiProperty({ description: 'Day, or Monday of the week.', example: '2025-09-18' })
  date!: string;

  @ApiProperty()
  value!: number;
}

/** A figure of a period against the equally long one before. */
export class TrendView {
  @ApiProperty({ example: 'session_count' })
  metric!: string;

  @ApiProperty()
  current_value!: number;

  @ApiProperty()
  previous_value!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'null when the previous value is 0 and the current one is not.',
  })
  change_percentage!: number | null;

  @ApiProperty({ enum: TREND_DIRECTIONS, enumName: 'TrendDirection' })
  trend!: TrendDirection;

  @ApiProperty({ type: [TrendPoint], description: 'Oldest first; 0 where there is nothing.' })
  time_series!: TrendPoint[];
}
