import { ApiProperty } from '@nestjs/swagger';
import {
  ACTIVITY_CATEGORIES,
  ACTIVITY_TYPES,
  type ActivityCategory,
  type ActivityType,
  SEVERITIES,
  type Severity,
} from './activity.enums.js';

class Share {
  @ApiProperty()
  count!: number;

  @ApiProperty({ example: 33.3, description: 'Of all activities of the period, one decimal.' })
  percentage!: number;
}

export class TypeShare extends Share {
  @ApiProperty({ enum: ACTIVITY_TYPES, enumName: 'ActivityType' })
  type!: ActivityType;
}

export class CategoryShare extends Share {
  @ApiProperty({ enum: ACTIVITY_CATEGORIES, enumName: 'ActivityCategory' })
  category!: ActivityCategory;
}

export class SeverityShare extends Share {
  @ApiProperty({ enum: SEVERITIES, enumName: 'Severity' })
  severity!: Severity;
}

export class TagCount {
  @ApiProperty()
  tag!: string;

  @ApiProperty({ description: 'Activities that carry it.' })
  count!: number;
}

export class RecentActivity {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiProperty({ enum: SEVERITIES, enumName: 'Severity' })
  severity!: Severity;
}

export class DayCount {
  @ApiProperty({ example: '2026-01-31', description: 'Day in the time zone asked for.' })
  date!: string;

  @ApiProperty()
  value!: number;
}
