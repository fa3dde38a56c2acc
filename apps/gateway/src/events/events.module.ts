import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/ingest.module.js';
import { EventKind } from './event-kind.js';
import { EventLocator } from './event-locator.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';

@Module({
  imports: [IngestModule],
  controllers: [EventsController],
  providers: [EventsService, EventKind, EventLocator],
})
export class EventsModule {}
