import { ACTIVITY_STREAM, FactMessage, RecordActivityDto } from '@trailmark/contracts';
import {
  anActivity,
  factMessage,
  publishFacts,
  unacknowledgedFacts,
  waitFor,
} from '@trailmark/testing';

/** A message as the gateway would publish it. */
export const aMessage = (
  ...activities: Partial<RecordActivityDto>[]
): FactMessage<RecordActivityDto> =>
  factMessage(
    activities.map((activity) => anActivity(activity)),
    ({ activity_id }) => activity_id,
  );

/** Puts messages into the activity stream past the gateway, as soon as the service has made it. */
export const publish = (messages: FactMessage<unknown>[]): Promise<void> =>
  publishFacts(ACTIVITY_STREAM, messages);

export const unacknowledged = (): Promise<number> => unacknowledgedFacts(ACTIVITY_STREAM);

export const settled = (): Promise<void> => waitFor(async () => (await unacknowledged()) === 0);
