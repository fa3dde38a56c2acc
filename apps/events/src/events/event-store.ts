import { Injectable } from '@nestjs/common';
import { DropReason, RecordEventDto } from '@trailmark/contracts';
import { FactStore, ReceivedFact } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { EventsConfig } from '../config.js';
import { occurredAt, toEntity } from './event.mapper.js';
import { EventsRepository } from './events.repository.js';

const DAY_MS = 86_400_000;

/** What is kept of recorded events, and how. */
@Injectable()
export class EventStore implements FactStore<RecordEventDto> {
  constructor(
    private readonly config: EventsConfig,
    private readonly events: EventsRepository,
  ) {}

  dropReason(fact: ReceivedFact<RecordEventDto>): DropReason | null {
    const oldest = Date.now() - this.config.retentionDays * DAY_MS;
    return occurredAt(fact).getTime() < oldest ? 'outside_retention' : null;
  }

  async insert(sql: Sql, facts: ReceivedFact<RecordEventDto>[]): Promise<void> {
    await this.events.insert(sql, facts.map(toEntity));
  }
}
