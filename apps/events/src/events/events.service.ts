import { Injectable } from '@nestjs/common';
import {
  COUNT_LIMIT,
  EventLocation,
  EventView,
  FindEventsDto,
  LocateEventDto,
  Page,
} from '@trailmark/contracts';
import { KnownOutcome, LedgerRepository } from '@trailmark/ingest';
import { Database, isUuid, pageOf, sliceOf, Sql } from '@trailmark/platform';
import { filterFrom } from './event-filter.js';
import { toView } from './event.mapper.js';
import { EventsRepository } from './events.repository.js';

@Injectable()
export class EventsService {
  constructor(
    private readonly database: Database,
    private readonly events: EventsRepository,
    private readonly ledger: LedgerRepository,
  ) {}

  /** One page of events, newest first, with a count that is exact up to COUNT_LIMIT. */
  find(query: FindEventsDto): Promise<Page<EventView>> {
    const filter = filterFrom(query);
    const slice = sliceOf(query);
    return this.database.read(async (sql) => {
      const [rows, counted] = await Promise.all([
        this.events.find(sql, filter, slice),
        this.events.count(sql, filter, COUNT_LIMIT + 1),
      ]);
      return pageOf(rows, counted, query, toView);
    });
  }

  /** Where an event is, by our id or the client's own; null when the store knows nothing of it. */
  locate({ event_id: given, user_id: userId }: LocateEventDto): Promise<EventLocation | null> {
    return this.database.read(async (sql) => {
      const known = isUuid(given) ? await this.locateById(sql, given, userId) : null;
      if (known) return known;
      const id = await this.ledger.findByKey(sql, given, userId);
      return id === null ? null : this.locateById(sql, id, userId);
    });
  }

  private async locateById(
    sql: Sql,
    id: string,
    userId: string | null,
  ): Promise<EventLocation | null> {
    const event = await this.events.findById(sql, id);
    if (event) {
      const visible = userId === null || event.userId === userId;
      return visible ? storedAt(toView(event)) : null;
    }
    const outcome = await this.ledger.findOutcome(sql, id);
    return outcome && (userId === null || outcome.userId === userId) ? settledAs(outcome) : null;
  }
}

const storedAt = (event: EventView): EventLocation => ({
  event_id: event.id,
  status: 'stored',
  duplicate_of: null,
  reason: null,
  event,
});

const settledAs = (outcome: KnownOutcome): EventLocation => ({
  event_id: outcome.factId,
  status: outcome.status,
  duplicate_of: outcome.duplicateOf,
  reason: outcome.reason,
  event: null,
});
