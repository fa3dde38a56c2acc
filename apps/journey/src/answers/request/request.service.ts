import { Injectable } from '@nestjs/common';
import { FindRequestDto, MAX_TRACE, RequestEvent, RequestEventsView } from '@trailmark/contracts';
import {
  Composed,
  Database,
  jsonOf,
  JsonText,
  NotFoundError,
  UnavailableError,
} from '@trailmark/platform';
import { PersonDirectory } from '../../persons/person-directory.js';
import { JourneySource, SourceState } from '../../source/journey-source.js';
import { freshnessOf } from '../freshness.js';
import { EVENT_COLUMNS } from '../journey-event.js';
import { fitting, ReplyRoom, sizeOf } from '../reply-room.js';
import { inSlices } from '../slices.js';
import { EventOf } from '../stored-event.js';
import { RequestEventsRepository } from './request-events.repository.js';
import { Traces, TracesClient } from './traces.client.js';

const COLUMNS = [...EVENT_COLUMNS, 'source'] as const;

/** Something that happened within a request, as it is shown. */
interface Happening {
  timestamp: string;
  view: JsonText<RequestEvent>;
}

@Injectable()
export class RequestService {
  constructor(
    private readonly database: Database,
    private readonly source: JourneySource,
    private readonly directory: PersonDirectory,
    private readonly events: RequestEventsRepository,
    private readonly traces: TracesClient,
    private readonly room: ReplyRoom,
  ) {}

  /**
   * Everything of one request, from every service, oldest first.
   * @throws NotFoundError when nothing is known of it; when somebody who may know did not answer, what
   * the source failed with, or UnavailableError.
   */
  async find({ request_id, user_id }: FindRequestDto): Promise<Composed<RequestEventsView>> {
    const users = await this.idsOf(user_id ?? null);
    const [state, traces] = await Promise.all([
      this.source.refreshRequest(request_id),
      this.traces.find({ request_id, user_ids: users?.filter(isAskable) ?? null }),
    ]);
    const own = await this.ownEvents(request_id, await this.idsOf(user_id ?? null));
    const merged = [...own, ...traces.events.map(toTold)].toSorted(byTime).slice(0, MAX_TRACE);
    if (merged.length === 0) throw nothingKnown(state, traces);
    const events = await fitting([merged], this.room.bytes(), ({ view }) => view, sizeOf);
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

  private ownEvents(requestId: string, distinctIds: string[] | null): Promise<Happening[]> {
    const asked = { requestId, distinctIds, columns: COLUMNS };
    return this.database.read((sql) =>
      fitting(
        inSlices((after, limit) => this.events.read(sql, { ...asked, after, limit }), MAX_TRACE),
        this.room.bytes(),
        toHappening,
        ({ view }) => sizeOf(view),
      ),
    );
  }
}

const toHappening = (stored: EventOf<(typeof COLUMNS)[number]>): Happening => {
  const { timestamp, event, source } = stored;
  const properties = new JsonText<RequestEvent['properties']>(stored.properties);
  return { timestamp, view: jsonOf<RequestEvent>({ timestamp, event, properties, source }) };
};

/** What another service tells was read already. */
const toTold = (event: RequestEvent): Happening => ({
  timestamp: event.timestamp,
  view: new JsonText(JSON.stringify(event)),
});

/** No service takes an id with white space at its ends for anybody's. */
const isAskable = (id: string): boolean => id === id.trim();

const byTime = (a: Happening, b: Happening): number =>
  a.timestamp === b.timestamp ? 0 : a.timestamp < b.timestamp ? -1 : 1;

const nothingKnown = ({ stale, error }: SourceState, { degraded }: Traces): Error => {
  if (error) return error;
  if (stale) return new UnavailableError('What PostHog knows of this request is still on its way.');
  if (degraded.length === 0) return new NotFoundError('Nothing is known of this request.');
  return new UnavailableError(`No answer from: ${degraded.join(', ')}.`);
};
