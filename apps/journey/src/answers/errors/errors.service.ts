import { Injectable } from '@nestjs/common';
import { FindFaultsDto, JourneyError, UserErrorsView } from '@trailmark/contracts';
import { Composed, jsonOf, JsonText } from '@trailmark/platform';
import { toldError } from '../../store/exception.js';
import { EventReader } from '../event-reader.js';
import { EventOf } from '../stored-event.js';
import { Totals } from '../totals.js';
import { UserAnswers } from '../user-answers.js';

const COLUMNS = [
  'event',
  'errorType',
  'endpoint',
  'method',
  'statusCode',
  'requestId',
  'properties',
] as const;

const toView = (event: EventOf<(typeof COLUMNS)[number]>): JsonText<JourneyError> => {
  const properties = JSON.parse(event.properties) as Record<string, unknown>;
  const { message, exceptionType, traceback } = toldError(properties);
  return jsonOf<JourneyError>({
    timestamp: event.timestamp,
    error_type: event.errorType ?? event.event,
    error_message: message,
    exception_type: exceptionType,
    endpoint: event.endpoint,
    method: event.method,
    status_code: event.statusCode,
    request_id: event.requestId,
    traceback,
  });
};

@Injectable()
export class ErrorsService {
  constructor(
    private readonly answers: UserAnswers,
    private readonly totals: Totals,
    private readonly events: EventReader,
  ) {}

  /** A user's newest errors, and how many there are. */
  find({ limit, ...query }: FindFaultsDto): Promise<Composed<UserErrorsView>> {
    const wanted = { kind: 'error', columns: COLUMNS, limit } as const;
    return this.answers.about(query, async (sql, selection, user_id) => {
      const total_errors = await this.totals.count(sql, selection, 'error');
      const errors = await this.events.newest(sql, selection, wanted, toView);
      return { user_id, total_errors, errors };
    });
  }
}
