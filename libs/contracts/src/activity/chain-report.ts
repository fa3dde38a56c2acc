import { ApiProperty } from '@nestjs/swagger';
import { ApiNullableModel } from '../fields/nullable-model.js';

/**
 * - `content_changed`: what is stored does not give the stored hash;
 * - `link_broken`: its hash is right but it does not continue the one before it;
 * - `missing`: it is gone, and later ones are there;
 * - `truncated`: it and all after it are gone;
 * - `inserted`: the chain has no place for it.
 */
export const BREAK_REASONS = [
  'content_changed',
  'link_broken',
  'missing',
  'truncated',
  'inserted',
] as const;
export type BreakReason = (typeof BREAK_REASONS)[number];

export class ChainBreak {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: it is gone.' })
  activity_id!: string | null;

  @ApiProperty({ example: '2026-01', description: 'Month (UTC) of the chain.' })
  month!: string;

  @ApiProperty()
  chain_seq!: number;

  @ApiProperty({ enum: BREAK_REASONS, enumName: 'BreakReason' })
  reason!: BreakReason;
}

export class ChainHead {
  @ApiProperty({ example: '2026-01' })
  month!: string;

  @ApiProperty({ description: 'Activities of that month.' })
  chain_seq!: number;

  @ApiProperty({ description: 'Note it down elsewhere: no later change can keep it.' })
  hash!: string;
}

/** Whether the activities of a user are as they were recorded. */
export class ChainReport {
  @ApiProperty({ description: 'Nothing is broken among what was checked.' })
  intact!: boolean;

  @ApiProperty({ description: 'False: the time was up; ask again with `next_cursor`.' })
  complete!: boolean;

  @ApiProperty({ description: 'Activities checked by this request.' })
  checked!: number;

  @ApiProperty({
    description:
      "Activities that the user's own retention has removed, passed over by this request.",
  })
  removed!: number;

  @ApiProperty({ format: 'date', description: 'Months before are left to the retention.' })
  retained_since!: string;

  @ApiNullableModel(ChainHead, { description: 'Of the latest month; null without activities.' })
  head!: ChainHead | null;

  @ApiNullableModel(ChainBreak)
  first_broken!: ChainBreak | null;

  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}
