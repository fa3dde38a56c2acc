import { ApiProperty } from '@nestjs/swagger';
import { DATA_SERVICES, type DataService, type PostHogErasure } from './user-data.js';

export const PRIVACY_STATUSES = ['pending', 'running', 'waiting', 'done'] as const;
export type PrivacyStatus = (typeof PRIVACY_STATUSES)[number];

export const RECEIPT_STATUSES = ['pending', 'running', 'away', 'done'] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

class PostHogErasureView implements PostHogErasure {
  @ApiProperty({ enum: ['queued', 'refused'] })
  status!: 'queued' | 'refused';

  @ApiProperty({ description: 'Persons that PostHog found.' })
  persons!: number;

  @ApiProperty({ description: 'Whether PostHog deletes their events: what it says it has queued.' })
  events!: number;

  @ApiProperty({ type: String, nullable: true, description: 'What to change, when refused.' })
  reason!: string | null;
}

/** What one service has erased. */
export class ErasureReceipt {
  @ApiProperty({ enum: DATA_SERVICES, enumName: 'DataService' })
  service!: DataService;

  @ApiProperty({
    enum: RECEIPT_STATUSES,
    enumName: 'ReceiptStatus',
    description: 'away: the service does not answer; it is asked again.',
  })
  status!: ReceiptStatus;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { analytics_events: 120, sessions: 3 },
    description: 'Deleted rows by table, and what was removed elsewhere by its place.',
  })
  counts!: Record<string, number>;

  @ApiProperty({ type: PostHogErasureView, nullable: true })
  posthog!: PostHogErasureView | null;
}

/** A request to erase a user, as who made it, its subject and administrators see it. */
export class PrivacyRequestView {
  @ApiProperty({ format: 'uuid' })
  request_id!: string;

  @ApiProperty({ enum: ['erasure'] })
  kind!: 'erasure';

  @ApiProperty({
    enum: PRIVACY_STATUSES,
    enumName: 'PrivacyStatus',
    description: 'waiting: for the services whose receipt is away.',
  })
  status!: PrivacyStatus;

  @ApiProperty({ type: [ErasureReceipt] })
  receipts!: ErasureReceipt[];

  @ApiProperty({ type: String, format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completed_at!: string | null;
}
