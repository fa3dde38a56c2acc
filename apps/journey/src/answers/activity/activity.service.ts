import { Injectable } from '@nestjs/common';
import { FindActivityDto, UserActivityView } from '@trailmark/contracts';
import { Composed, jsonOf } from '@trailmark/platform';
import { EventReader } from '../event-reader.js';
import { EVENT_COLUMNS, toJourneyEvent } from '../journey-event.js';
import { sizeOf } from '../reply-room.js';
import { sumOf, Totals } from '../totals.js';
import { UserAnswers } from '../user-answers.js';
import { errorsOf, mostUsed, requestsOf, slowOf } from './activity-figures.js';

const TIMELINE = { kind: 'all', columns: EVENT_COLUMNS, limit: 100 } as const;

@Injectable()
export class ActivityService {
  constructor(
    private readonly answers: UserAnswers,
    private readonly totals: Totals,
    private readonly events: EventReader,
  ) {}

  /** What a user did in a period, in figures, and the newest of it. */
  find(query: FindActivityDto): Promise<Composed<UserActivityView>> {
    return this.answers.about(query, async (sql, selection, userId) => {
      const counts = await this.totals.counts(sql, selection);
      const summary = {
        user_id: userId,
        period_days: query.days,
        total_events: sumOf(counts, 'events'),
        api_requests: requestsOf(counts),
        errors: errorsOf(counts),
        slow_requests: slowOf(counts),
        most_used_endpoints: mostUsed(counts),
      };
      const wanted = { ...TIMELINE, taken: sizeOf(jsonOf(summary)) };
      const timeline = await this.events.newest(sql, selection, wanted, toJourneyEvent);
      return { ...summary, timeline };
    });
  }
}
