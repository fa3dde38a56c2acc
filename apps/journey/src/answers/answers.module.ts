import { Module } from '@nestjs/common';
import { SourceModule } from '../source/source.module.js';
import { StoreModule } from '../store/store.module.js';
import { ActivityService } from './activity/activity.service.js';
import { ErrorsService } from './errors/errors.service.js';
import { EventReader } from './event-reader.js';
import { EventsService } from './events/events.service.js';
import { JourneyController } from './journey.controller.js';
import { JourneyService } from './journey/journey.service.js';
import { ReplyRoom } from './reply-room.js';
import { RequestEventsRepository } from './request/request-events.repository.js';
import { RequestService } from './request/request.service.js';
import { TracesClient } from './request/traces.client.js';
import { SlowService } from './slow/slow.service.js';
import { Totals } from './totals.js';
import { TotalsRepository } from './totals.repository.js';
import { UserAnswers } from './user-answers.js';
import { UserEventsRepository } from './user-events.repository.js';

@Module({
  imports: [StoreModule, SourceModule],
  controllers: [JourneyController],
  providers: [
    UserAnswers,
    UserEventsRepository,
    EventReader,
    ReplyRoom,
    TotalsRepository,
    Totals,
    ActivityService,
    JourneyService,
    EventsService,
    ErrorsService,
    SlowService,
    RequestService,
    RequestEventsRepository,
    TracesClient,
  ],
})
export class AnswersModule {}
