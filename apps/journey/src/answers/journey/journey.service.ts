import { Injectable } from '@nestjs/common';
import { FindJourneyDto, UserJourneyView } from '@trailmark/contracts';
import { Composed, Sql } from '@trailmark/platform';
import { EventReader } from '../event-reader.js';
import { EVENT_COLUMNS, toJourneyEvent } from '../journey-event.js';
import { fitting, ReplyRoom, sizeOf } from '../reply-room.js';
import { Selection } from '../selection.js';
import { EventOf } from '../stored-event.js';
import { Totals } from '../totals.js';
import { UserAnswers } from '../user-answers.js';
import { groupsOf, Step } from './journey-groups.js';

const COLUMNS = [...EVENT_COLUMNS, 'requestId', 'sessionId'] as const;

const NEWEST = { kind: 'all', columns: COLUMNS, limit: 10_000 } as const;

/** Bytes that a group adds to its events. */
const GROUP_BYTES = 180;

@Injectable()
export class JourneyService {
  constructor(
    private readonly answers: UserAnswers,
    private readonly totals: Totals,
    private readonly events: EventReader,
    private readonly room: ReplyRoom,
  ) {}

  /** A user's events grouped by what they belong to; the newest when there are too many. */
  find({ include_correlation, ...query }: FindJourneyDto): Promise<Composed<UserJourneyView>> {
    return this.answers.about(query, async (sql, selection, userId) => {
      const newest = await this.newest(sql, selection);
      const total = await this.totals.count(sql, selection, 'all');
      const isWhole = newest.length === total;
      return {
        user_id: userId,
        period_days: query.days,
        total_events: total,
        correlated_requests: isWhole
          ? requestIdsOf(newest)
          : await this.totals.requestIds(sql, selection),
        events: groupsOf(newest.toReversed(), include_correlation),
        ...(!isWhole && { truncated: true }),
      };
    });
  }

  private newest(sql: Sql, selection: Selection): Promise<Step[]> {
    const slices = this.events.slices(sql, selection, NEWEST);
    return fitting(slices, this.room.bytes(), toStep, sizeInGroup());
  }
}

const toStep = (event: EventOf<(typeof COLUMNS)[number]>): Step => ({
  timestamp: event.timestamp,
  requestId: event.requestId,
  sessionId: event.sessionId,
  view: toJourneyEvent(event),
});

const requestIdsOf = (steps: Step[]): number =>
  new Set(steps.map(({ requestId }) => requestId).filter((id) => id !== null)).size;

/** Whatever the grouping, there is no more than one group for each request, session or day. */
const sizeInGroup = (): ((step: Step) => number) => {
  const seen = new Set<string>();
  return ({ requestId, sessionId, timestamp, view }) => {
    const before = seen.size;
    for (const group of [requestId, sessionId, timestamp.slice(0, 10)]) {
      if (group !== null) seen.add(group);
    }
    return sizeOf(view) + (seen.size - before) * GROUP_BYTES;
  };
};
