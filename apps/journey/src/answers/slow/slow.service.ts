import { Injectable } from '@nestjs/common';
import { FindFaultsDto, SlowRequest, UserSlowRequestsView } from '@trailmark/contracts';
import { Composed, jsonOf, JsonText } from '@trailmark/platform';
import { EventReader } from '../event-reader.js';
import { EventOf } from '../stored-event.js';
import { Totals } from '../totals.js';
import { UserAnswers } from '../user-answers.js';

const COLUMNS = ['endpoint', 'method', 'durationMs', 'thresholdMs', 'requestId'] as const;

const toView = (event: EventOf<(typeof COLUMNS)[number]>): JsonText<SlowRequest> =>
  jsonOf<SlowRequest>({
    timestamp: event.timestamp,
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
  find({ limit, ...query }: FindFaultsDto): Promise<Composed<UserSlowRequestsView>> {
    const wanted = { kind: 'slow', columns: COLUMNS, limit } as const;
    return this.answers.about(query, async (sql, selection, user_id) => {
      const total_slow_requests = await this.totals.count(sql, selection, 'slow');
      const slow_requests = await this.events.newest(sql, selection, wanted, toView);
      return { user_id, total_slow_requests, slow_requests };
    });
  }
}
