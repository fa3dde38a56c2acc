import { Injectable } from '@nestjs/common';
import { FindActivityDto, UserActivityView } from '@trailmark/contracts';
import { EventReader } from '../event-reader.js';
import { toJourneyEvent } from '../journey-event.js';
import { sizeOf } from '../reply-room.js';
import { sumOf, Totals } from '../totals.js';
import { UserAnswers } from '../user-answers.js';
import { errorsOf, mostUsed, requestsOf, slowOf } from './activity-figures.js';

const TIMELINE = 100;

@Injectable()
export class ActivityService {
  constructor(
    private readonly answers: UserAnswers,
    private readonly totals: Totals,
    private readonly events: EventReader,
  ) {}

  /** What a user did in a period, in figures, and the newest of it. */
  find(query: FindActivityDto): Promise<UserActivityView> {
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
      const bounds = { limit: TIMELINE, taken: sizeOf(summary) };
      const timeline = await this.events.newest(sql, selection, 'all', bounds, toJourneyEvent);
      return { ...summary, timeline };
    });
  }
}
