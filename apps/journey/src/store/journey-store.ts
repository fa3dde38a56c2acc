import { Injectable } from '@nestjs/common';
import { CapturedEvent, DropReason, utcText } from '@trailmark/contracts';
import { ageReason, FactDescription, FactStore, occurredAt, ReceivedFact } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { JourneyConfig } from '../config.js';
import { toRecord } from './captured-record.js';
import { JourneyWriter } from './journey-writer.js';
import { toldText } from './told.js';

/** What is kept of captured events, and how. */
@Injectable()
export class JourneyStore implements FactStore<CapturedEvent> {
  constructor(
    private readonly config: JourneyConfig,
    private readonly writer: JourneyWriter,
  ) {}

  dropReason(fact: ReceivedFact<CapturedEvent>): DropReason | null {
    return ageReason(occurredAt(fact), this.config.retentionDays);
  }

  async insert(sql: Sql, facts: ReceivedFact<CapturedEvent>[]): Promise<void> {
    await this.writer.write(
      sql,
      facts.map(({ body }) => toRecord(body)),
    );
  }

  describe(fact: ReceivedFact<CapturedEvent>): FactDescription {
    const { event, properties } = fact.body;
    return {
      name: event,
      session_id: toldText(properties.$session_id),
      timestamp: utcText(occurredAt(fact)),
    };
  }
}
