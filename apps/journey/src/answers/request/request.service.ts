import { Injectable } from '@nestjs/common';
import { FindRequestDto, MAX_TRACE, RequestEvent, RequestEventsView } from '@trailmark/contracts';
import { Database, NotFoundError, UnavailableError } from '@trailmark/platform';
import { PersonDirectory } from '../../persons/person-directory.js';
import { JourneySource, SourceState } from '../../source/journey-source.js';
import { freshnessOf } from '../freshness.js';
import { toJourneyEvent } from '../journey-event.js';
import { fitting, ReplyRoom, sizeOf } from '../reply-room.js';
import { StoredEventsRepository } from '../stored-events.repository.js';
import { RequestKeysRepository } from './request-keys.repository.js';
import { Traces, TracesClient } from './traces.client.js';

@Injectable()
export class RequestService {
  constructor(
    private readonly database: Database,
    private readonly source: JourneySource,
    private readonly directory: PersonDirectory,
    private readonly keys: RequestKeysRepository,
    private readonly events: StoredEventsRepository,
    private readonly traces: TracesClient,
    private readonly room: ReplyRoom,
  ) {}

  /**
   * Everything of one request, from every service, oldest first.
   * @throws NotFoundError when nothing is known of it; when somebody who may know did not answer, what
   * the source failed with, or UnavailableError.
   */
  async find({ request_id, user_id }: FindRequestDto): Promise<RequestEventsView> {
    const users = await this.idsOf(user_id ?? null);
    const [state, traces] = await Promise.all([
      this.source.refreshRequest(request_id),
      this.traces.find({ request_id, user_ids: users?.filter(isAskable) ?? null }),
    ]);
    const own = await this.ownEvents(request_id, await this.idsOf(user_id ?? null));
    const merged = [...own, ...traces.events].toSorted(byTime).slice(0, MAX_TRACE);
    if (merged.length === 0) throw nothingKnown(state, traces);
    const events = await fitting(merged, this.room.bytes());
    return {
      request_id,
      total_events: events.length,
      events,
      ...(traces.degraded.length > 0 && { degraded: traces.degraded }),
      ...freshnessOf(state),
    };
  }

  /** Somebody whom nobody captured may still be a user of the other services. */
  private async idsOf(userId: string | null): Promise<string[] | null> {
    if (userId === null) return null;
    const user = await this.database.read((sql) => this.directory.resolveOwn(sql, userId));
    return [...new Set([userId, ...(user?.distinctIds ?? [])])].slice(0, MAX_TRACE);
  }

  private ownEvents(requestId: string, users: string[] | null): Promise<RequestEvent[]> {
    return this.database.snapshot(async (sql) => {
      const keys = await this.keys.find(sql, requestId, users, MAX_TRACE);
      const stored = await fitting(this.events.read(sql, keys), this.room.bytes(), (event) =>
        sizeOf(toJourneyEvent(event)),
      );
      return stored.map((event) => ({ ...toJourneyEvent(event), source: event.source }));
    });
  }
}

/** No service takes an id with white space at its ends for anybody's. */
const isAskable = (id: string): boolean => id === id.trim();

const byTime = (a: RequestEvent, b: RequestEvent): number =>
  a.timestamp === b.timestamp ? 0 : a.timestamp < b.timestamp ? -1 : 1;

const nothingKnown = ({ stale, error }: SourceState, { degraded }: Traces): Error => {
  if (error) return error;
  if (stale) return new UnavailableError('What PostHog knows of this request is still on its way.');
  if (degraded.length === 0) return new NotFoundError('Nothing is known of this request.');
  return new UnavailableError(`No answer from: ${degraded.join(', ')}.`);
};
