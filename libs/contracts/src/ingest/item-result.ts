import { ApiProperty } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode, type FieldError } from '../errors/error-body.js';
import { DROP_REASONS } from './fact.js';

export const ITEM_STATUSES = ['stored', 'queued', 'duplicate', 'dropped', 'failed'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export class FieldErrorView implements FieldError {
  @ApiProperty({ example: 'events.0.event_type' })
  field!: string;

  @ApiProperty()
  message!: string;
}

export class ItemError {
  @ApiProperty({ enum: ERROR_CODES })
  code!: ErrorCode;

  @ApiProperty()
  message!: string;

  @ApiProperty({ type: [FieldErrorView], required: false })
  details?: FieldErrorView[];
}

/** The outcome of one item; the id field is added under the name its kind has on the wire. */
export class ItemResult {
  @ApiProperty({ enum: ITEM_STATUSES, enumName: 'ItemStatus' })
  status!: ItemStatus;

  @ApiProperty({ required: false, enum: DROP_REASONS, description: 'Why it was dropped.' })
  reason?: string;

  @ApiProperty({ type: ItemError, required: false, description: 'Why it failed.' })
  error?: ItemError;
}
