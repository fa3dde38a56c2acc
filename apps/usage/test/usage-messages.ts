import { FactMessage, RecordUsageDto } from '@trailmark/contracts';
import { factMessage } from '@trailmark/testing';

/** Submissions as the gateway took them at that instant. */
export const submitted = (
  receivedAt: string,
  ...bodies: RecordUsageDto[]
): FactMessage<RecordUsageDto> => ({ ...factMessage(bodies), received_at: receivedAt });
