import { Module } from '@nestjs/common';
import { ErasedUsers } from '@trailmark/ingest';
import { ConfigRepository } from './config.repository.js';
import { RulesBucket } from './rules-bucket.js';
import { RulesPublisher } from './rules-publisher.js';
import { RetentionsService } from './retentions.service.js';
import { TrackingController } from './tracking.controller.js';
import { TrackingService } from './tracking.service.js';

/** What may be recorded of each user: kept here, obeyed by the gateways. */
@Module({
  controllers: [TrackingController],
  providers: [
    TrackingService,
    RetentionsService,
    ConfigRepository,
    RulesBucket,
    RulesPublisher,
    ErasedUsers,
  ],
  exports: [RulesBucket],
})
export class TrackingModule {}
