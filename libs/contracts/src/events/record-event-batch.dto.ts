import { ApiProperty } from '@nestjs/swagger';
import { MAX_BATCH_ITEMS } from '../ingest/limits.js';
import { RecordEventDto } from './record-event.dto.js';

/** Documents the batch body; its items are validated one by one, each with an outcome of its own. */
export class RecordEventBatchDto {
  @ApiProperty({ type: [RecordEventDto], minItems: 1, maxItems: MAX_BATCH_ITEMS })
  events!: RecordEventDto[];
}
