import { FactMessage, PERFORMANCE_STREAM, RecordPerformanceDto } from '@trailmark/contracts';
import { aMeasurement, factMessage, publishFacts, unacknowledgedFacts } from '@trailmark/testing';

/** A message as the gateway would publish it. */
export const aMessage = (
  ...measurements: Partial<RecordPerformanceDto>[]
): FactMessage<RecordPerformanceDto> =>
  factMessage(
    measurements.map((measurement) => aMeasurement(measurement)),
    ({ metrics_id }) => metrics_id,
  );

/** Puts messages into the stream past the gateway, as soon as the service has made it. */
export const publish = (messages: FactMessage<unknown>[]): Promise<void> =>
  publishFacts(PERFORMANCE_STREAM, messages);

/** How many messages the service has not acknowledged yet. */
export const unacknowledged = (): Promise<number> => unacknowledgedFacts(PERFORMANCE_STREAM);
