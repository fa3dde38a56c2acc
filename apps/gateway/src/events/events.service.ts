import { Injectable } from '@nestjs/common';
import { Access } from '@trailmark/auth';
import {
  EventBatchResult,
  EventLocation,
  EventResult,
  EventView,
  FindEventsDto,
} from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';
import { Listing } from '../envelope/listing.js';
import { summarise } from '../ingest/batch-summary.js';
import { ItemOutcome } from '../ingest/item-outcome.js';
import { Recorder, RecordOptions } from '../ingest/recorder.js';
import { EventKind } from './event-kind.js';
import { EventLocator } from './event-locator.js';

/** JSON leaves out what is not there. */
const resultOf = ({ id, status, reason, error }: ItemOutcome): EventResult => ({
  event_id: id,
  status,
  reason,
  error,
});

@Injectable()
export class EventsService {
  constructor(
    private readonly recorder: Recorder,
    private readonly kind: EventKind,
    private readonly locator: EventLocator,
    private readonly rpc: RpcClient,
  ) {}

  async record(body: unknown, options: RecordOptions): Promise<EventResult> {
    return resultOf(await this.recorder.recordOne(this.kind, body, options));
  }

  async recordBatch(body: unknown, options: RecordOptions): Promise<EventBatchResult> {
    const outcomes = await this.recorder.recordMany(this.kind, body, 'events', options);
    return summarise(outcomes, resultOf);
  }

  /** A caller who reaches only itself gets its own events, whether it says so or not. */
  async find(query: FindEventsDto, access: Access): Promise<Listing<EventView>> {
    const scoped = access.reach === 'own' ? { ...query, user_id: [access.principal.sub] } : query;
    return new Listing(await this.rpc.call('events.event.find', scoped), query);
  }

  locate(eventId: string, access: Access): Promise<EventLocation> {
    return this.locator.locate(eventId, access);
  }
}
