import { Module } from '@nestjs/common';
import { IngestPublisherModule } from '@trailmark/ingest';
import { IpAnonymiser } from '../privacy/ip-anonymiser.js';
import { TrackingModule } from '../tracking/tracking.module.js';
import { ItemChecker } from './item-checker.js';
import { Recorder } from './recorder.js';
import { Sanitiser } from './sanitiser.js';

/** What every feature that records facts needs. */
@Module({
  imports: [IngestPublisherModule, TrackingModule],
  providers: [Sanitiser, ItemChecker, Recorder, IpAnonymiser],
  exports: [IngestPublisherModule, Recorder, Sanitiser, IpAnonymiser],
})
export class IngestModule {}
