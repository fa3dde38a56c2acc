import { Module } from '@nestjs/common';
import { EVENT_STREAM } from '@trailmark/contracts';
import { IngestConsumerModule } from '@trailmark/ingest';
import { DerivedGuard } from '../derived/derived-guard.repository.js';
import { DerivedRepository } from '../derived/derived.repository.js';
import { EventStore } from './event-store.js';
import { EventsController } from './events.controller.js';
import { EventsRepository } from './events.repository.js';
import { EventsService } from './events.service.js';

@Module({
  imports: [
    IngestConsumerModule.for({
      stream: EVENT_STREAM,
      store: EventStore,
      providers: [EventsRepository, DerivedGuard, DerivedRepository],
    }),
  ],
  controllers: [EventsController],
  providers: [EventsService],
})
export class EventsModule {}
