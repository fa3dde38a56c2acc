import { Injectable } from '@nestjs/common';
import { FindFaultsDto, SlowRequest, UserSlowRequestsView } from '@trailmark/contracts';
import { EventReader } from '../event-reader.js';
import { StoredEvent } from '../stored-events.repository.js';
import { sumOf, Totals } from '../totals.js';
import { UserAnswers } from '../user-answers.js';

const toView = (event: StoredEvent): SlowRequest => ({
  timestamp: event.timestamp.toISOString(),
  endpoint: event.endpoint,
  method: event.method,
  duration_ms: event.durationMs ?? 0,
  threshold_ms: event.thresholdMs ?? 0,
  request_id: event.requestId,
});

@Injectable()
export class SlowService {
  constructor(
    private readonly answers: UserAnswers,
    private readonly totals: Totals,
    private readonly events: EventReader,
  ) {}

  /** A user's newest slow requests, and how many there are. */
  find({ limit, ...query }: FindFaultsDto): Promise<UserSlowRequestsView> {
    return this.answers.about(query, async (sql, selection, user_id) => {
      const counts = await this.totals.counts(sql, selection);
      const slow_requests = await this.events.newest(sql, selection, 'slow', { limit }, toView);
      return { user_id, total_slow_requests: sumOf(counts, 'slow'), slow_requests };
    });
  }
}
