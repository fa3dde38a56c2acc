import { Module } from '@nestjs/common';
import { USAGE_STREAM } from '@trailmark/contracts';
import { IngestConsumerModule } from '@trailmark/ingest';
import { DerivationService } from '../derivation/derivation.service.js';
import { EventListener } from '../derivation/event-listener.js';
import { Refresher } from '../derivation/refresher.js';
import { EventsClient } from '../events/events.client.js';
import { KnownDaysService } from './known-days.service.js';
import { SubmittedFeaturesRepository } from './submitted-features.repository.js';
import { UsageStore } from './usage-store.js';
import { UsageController } from './usage.controller.js';
import { UsageRepository } from './usage.repository.js';
import { UsageService } from './usage.service.js';

@Module({
  imports: [
    IngestConsumerModule.for({
      stream: USAGE_STREAM,
      store: UsageStore,
      providers: [UsageRepository, SubmittedFeaturesRepository],
    }),
  ],
  controllers: [UsageController],
  providers: [
    UsageService,
    KnownDaysService,
    EventsClient,
    DerivationService,
    Refresher,
    EventListener,
  ],
  exports: [IngestConsumerModule, KnownDaysService, EventsClient, DerivationService, Refresher],
})
export class UsageModule {}
