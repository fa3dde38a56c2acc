import { ApiProperty } from '@nestjs/swagger';
import {
  ACTIVITY_CATEGORIES,
  ACTIVITY_TYPES,
  type ActivityCategory,
  type ActivityType,
  SEVERITIES,
  type Severity,
} from './activity.enums.js';

const FREE = { type: 'object', additionalProperties: true, nullable: true } as const;

/** A stored activity as a client reads it. Instants are ISO 8601 in UTC. */
export class ActivityView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  user_id!: string;

  @ApiProperty()
  session_id!: string;

  @ApiProperty({ format: 'date-time' })
  timestamp!: string;

  @ApiProperty({ enum: ACTIVITY_TYPES, enumName: 'ActivityType' })
  activity_type!: ActivityType;

  @ApiProperty({ enum: ACTIVITY_CATEGORIES, enumName: 'ActivityCategory' })
  activity_category!: ActivityCategory;

  @ApiProperty()
  description!: string;

  @ApiProperty(FREE)
  details!: Record<string, unknown> | null;

  @ApiProperty({ ...FREE, description: '`ip_address` in it is as IP_ANONYMISATION leaves it.' })
  metadata!: Record<string, unknown> | null;

  @ApiProperty({ enum: SEVERITIES, enumName: 'Severity' })
  severity!: Severity;

  @ApiProperty({ type: [String] })
  tags!: string[];

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ description: 'Its place in the chain of its user and month, from 1.' })
  chain_seq!: number;

  @ApiProperty({ description: 'SHA-256 over its content and the hash before it, in hexadecimal.' })
  hash!: string;
}
