import { ApiProperty } from '@nestjs/swagger';
import { MAX_BATCH_ITEMS } from '../ingest/limits.js';
import { RecordActivityDto } from './record-activity.dto.js';

/** Documents the batch body; its items are validated one by one, each with an outcome of its own. */
export class RecordActivityBatchDto {
  @ApiProperty({ type: [RecordActivityDto], minItems: 1, maxItems: MAX_BATCH_ITEMS })
  activities!: RecordActivityDto[];
}
