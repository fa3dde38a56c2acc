import { ApiProperty } from '@nestjs/swagger';

export const TREND_DIRECTIONS = ['up', 'down', 'stable'] as const;
export type TrendDirection = (typeof TREND_DIRECTIONS)[number];

export class TrendPoint {
  @ApiProperty({
    description: 'Day, Monday of the week, or the first instant of the hour with offset.',
    example: '2025-09-18',
  })
  date!: string;

  @ApiProperty({ type: Number, nullable: true, description: 'null: a mean or share of nothing.' })
  value!: number | null;
}

/** A figure of a period against the equally long one before. */
export class TrendView {
  @ApiProperty({ example: 'session_count' })
  metric!: string;

  @ApiProperty({ type: Number, nullable: true, description: 'null: a mean or share of nothing.' })
  current_value!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  previous_value!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'null when there is nothing to compare with.',
  })
  change_percentage!: number | null;

  @ApiProperty({ enum: TREND_DIRECTIONS, enumName: 'TrendDirection' })
  trend!: TrendDirection;

  @ApiProperty({ type: [TrendPoint], description: 'Oldest first, none left out.' })
  time_series!: TrendPoint[];
}
