import { Injectable } from '@nestjs/common';
import { FindJourneyEventsDto, UserEventsView } from '@trailmark/contracts';
import { Composed } from '@trailmark/platform';
import { EventReader } from '../event-reader.js';
import { EVENT_COLUMNS, toJourneyEvent } from '../journey-event.js';
import { UserAnswers } from '../user-answers.js';

@Injectable()
export class EventsService {
  constructor(
    private readonly answers: UserAnswers,
    private readonly events: EventReader,
  ) {}

  /** A user's newest events, of all names or of one. */
  find({ event_type, limit, ...query }: FindJourneyEventsDto): Promise<Composed<UserEventsView>> {
    const kind = event_type == null ? 'all' : { event: event_type };
    const wanted = { kind, columns: EVENT_COLUMNS, limit } as const;
    return this.answers.listAbout(query, async (sql, selection, user_id) => {
      const events = await this.events.newest(sql, selection, wanted, toJourneyEvent);
      return { events, total: events.length, user_id };
    });
  }
}
