import { JourneyEvent, JourneyGroup } from '@trailmark/contracts';
import { Composed, JsonText } from '@trailmark/platform';

/** An event as it is shown, and what says to which others it belongs. */
export interface Step {
  timestamp: string;
  requestId: string | null;
  sessionId: string | null;
  view: JsonText<JourneyEvent>;
}

/** What an event belongs to: its request, else its session, else its day (UTC). */
const keyOf = ({ timestamp, requestId, sessionId }: Step, correlated: boolean): string => {
  if (correlated && requestId !== null) return `request ${requestId}`;
  return sessionId === null ? `day ${timestamp.slice(0, 10)}` : `session ${sessionId}`;
};

const groupOf = (steps: Step[], correlated: boolean): Composed<JourneyGroup> => ({
  request_id: correlated ? (steps[0]?.requestId ?? null) : null,
  events: steps.map(({ view }) => view),
  event_count: steps.length,
  start_time: steps.at(0)?.timestamp ?? '',
  end_time: steps.at(-1)?.timestamp ?? '',
});

/** @param steps oldest first, as the groups and the events in them are. */
export const groupsOf = (steps: Step[], correlated: boolean): Composed<JourneyGroup>[] => {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = keyOf(step, correlated);
    const group = groups.get(key);
    if (group) group.push(step);
    else groups.set(key, [step]);
  }
  return [...groups.values()].map((group) => groupOf(group, correlated));
};
