import { Injectable } from '@nestjs/common';
import { FindJourneyDto, UserJourneyView } from '@trailmark/contracts';
import { Sql } from '@trailmark/platform';
import { EventKeysRepository } from '../event-keys.repository.js';
import { toJourneyEvent } from '../journey-event.js';
import { fitting, ReplyRoom, sizeOf } from '../reply-room.js';
import { Selection } from '../selection.js';
import { StoredEvent, StoredEventsRepository } from '../stored-events.repository.js';
import { sumOf, Totals } from '../totals.js';
import { UserAnswers } from '../user-answers.js';
import { groupsOf } from './journey-groups.js';

const MAX_EVENTS = 10_000;

/** Bytes that a group adds to its events. */
const GROUP_BYTES = 180;

@Injectable()
export class JourneyService {
  constructor(
    private readonly answers: UserAnswers,
    private readonly totals: Totals,
    private readonly keys: EventKeysRepository,
    private readonly events: StoredEventsRepository,
    private readonly room: ReplyRoom,
  ) {}

  /** A user's events grouped by what they belong to; the newest when there are too many. */
  find({ include_correlation, ...query }: FindJourneyDto): Promise<UserJourneyView> {
    return this.answers.about(query, async (sql, selection, userId) => {
      const newest = await this.newest(sql, selection);
      const total = sumOf(await this.totals.counts(sql, selection), 'events');
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

  private async newest(sql: Sql, selection: Selection): Promise<StoredEvent[]> {
    const keys = await this.keys.newest(sql, selection, 'all', MAX_EVENTS);
    return fitting(this.events.read(sql, keys), this.room.bytes(), sizeInGroup());
  }
}

const requestIdsOf = (events: StoredEvent[]): number =>
  new Set(events.map(({ requestId }) => requestId).filter((id) => id !== null)).size;

/** Whatever the grouping, there is no more than one group for each request, session or day. */
const sizeInGroup = (): ((event: StoredEvent) => number) => {
  const seen = new Set<string>();
  return (event) => {
    const groups = [event.requestId, event.sessionId, event.timestamp.toISOString().slice(0, 10)];
    const added = groups.filter((group) => group !== null && !seen.has(group));
    for (const group of groups) if (group !== null) seen.add(group);
    return sizeOf(toJourneyEvent(event)) + added.length * GROUP_BYTES;
  };
};
