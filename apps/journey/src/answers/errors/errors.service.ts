import { Injectable } from '@nestjs/common';
import { FindFaultsDto, JourneyError, UserErrorsView } from '@trailmark/contracts';
import { toldError } from '../../store/exception.js';
import { EventReader } from '../event-reader.js';
import { StoredEvent } from '../stored-events.repository.js';
import { sumOf, Totals } from '../totals.js';
import { UserAnswers } from '../user-answers.js';

const toView = (event: StoredEvent): JourneyError => {
  const { message, exceptionType, traceback } = toldError(event.properties);
  return {
    timestamp: event.timestamp.toISOString(),
    error_type: event.errorType ?? event.event,
    error_message: message,
    exception_type: exceptionType,
    endpoint: event.endpoint,
    method: event.method,
    status_code: event.statusCode,
    request_id: event.requestId,
    traceback,
  };
};

@Injectable()
export class ErrorsService {
  constructor(
    private readonly answers: UserAnswers,
    private readonly totals: Totals,
    private readonly events: EventReader,
  ) {}

  /** A user's newest errors, and how many there are. */
  find({ limit, ...query }: FindFaultsDto): Promise<UserErrorsView> {
    return this.answers.about(query, async (sql, selection, user_id) => {
      const counts = await this.totals.counts(sql, selection);
      const errors = await this.events.newest(sql, selection, 'error', { limit }, toView);
      return { user_id, total_errors: sumOf(counts, 'errors'), errors };
    });
  }
}
