import { Injectable } from '@nestjs/common';
import { DropReason, RecordEventDto, utcText } from '@trailmark/contracts';
import { ageReason, FactDescription, FactStore, occurredAt, ReceivedFact } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { EventsConfig } from '../config.js';
import { DerivedGuard } from '../derived/derived-guard.repository.js';
import { DerivedRepository } from '../derived/derived.repository.js';
import { toEntity } from './event.mapper.js';
import { EventsRepository } from './events.repository.js';

/** What is kept of recorded events, and how. */
@Injectable()
export class EventStore implements FactStore<RecordEventDto> {
  constructor(
    private readonly config: EventsConfig,
    private readonly events: EventsRepository,
    private readonly guard: DerivedGuard,
    private readonly derived: DerivedRepository,
  ) {}

  dropReason(fact: ReceivedFact<RecordEventDto>): DropReason | null {
    return ageReason(occurredAt(fact), this.config.retentionDays);
  }

  async insert(sql: Sql, facts: ReceivedFact<RecordEventDto>[]): Promise<void> {
    await this.guard.share(sql);
    const events = facts.map(toEntity);
    await this.events.insert(sql, events);
    await this.derived.add(sql, events);
  }

  describe(fact: ReceivedFact<RecordEventDto>): FactDescription {
    const { event_name, session_id } = fact.body;
    return { name: event_name, session_id, timestamp: utcText(occurredAt(fact)) };
  }
}
