import { Injectable } from '@nestjs/common';
import { EVENT_STREAM } from '@trailmark/contracts';
import { ErasureStep, LEDGER_TABLES, PersonalData } from '@trailmark/ingest';
import { EventDaysStep } from './event-days-step.js';

/** Where the events service keeps what it knows of users. */
@Injectable()
export class EventsPersonalData extends PersonalData {
  override readonly stream = EVENT_STREAM;
  override readonly steps: Record<string, ErasureStep>;

  /** Events come first: a day's features are counted again from what is left of them. */
  readonly tables = [
    { name: 'analytics_events', column: 'user_id' },
    { name: 'sessions', column: 'user_id' },
    { name: 'session_pages', column: 'user_id' },
    { name: 'page_days', column: 'user_id' },
    { name: 'event_slots', column: 'user_id' },
    { name: 'event_days', column: 'user_id' },
    ...LEDGER_TABLES,
  ];

  constructor(eventDays: EventDaysStep) {
    super();
    this.steps = { event_days: eventDays };
  }
}
