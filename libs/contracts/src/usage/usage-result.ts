import { ApiProperty } from '@nestjs/swagger';
import { ItemResult } from '../ingest/item-result.js';

export class UsageResult extends ItemResult {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: "The submission's id, and the row's for as long as no later one wins.",
  })
  metrics_id!: string | null;
}
