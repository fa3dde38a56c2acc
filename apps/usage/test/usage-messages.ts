import { FactMessage, RecordUsageDto, USAGE_STREAM } from '@trailmark/contracts';
import { factMessage, publishFacts, unacknowledgedFacts, waitFor } from '@trailmark/testing';

/** Submissions as the gateway took them at that instant. */
export const submitted = (
  receivedAt: string,
  ...bodies: RecordUsageDto[]
): FactMessage<RecordUsageDto> => ({ ...factMessage(bodies), received_at: receivedAt });

/** Submits rows, the later ones later, and waits until they are stored. */
export const submit = async (rows: RecordUsageDto[], at = Date.now()): Promise<void> => {
  const messages = rows.map((row, n) =>
    submitted(new Date(at - rows.length + n).toISOString(), row),
  );
  await publishFacts(USAGE_STREAM, messages);
  await waitFor(async () => (await unacknowledgedFacts(USAGE_STREAM)) === 0);
};
