import { Module } from '@nestjs/common';
import { IngestPublisherModule } from '@trailmark/ingest';
import { Anonymiser } from '../privacy/anonymiser.js';
import { TrackingModule } from '../tracking/tracking.module.js';
import { ItemChecker } from './item-checker.js';
import { Recorder } from './recorder.js';
import { Sanitiser } from './sanitiser.js';

/** What every feature that records facts needs. */
@Module({
  imports: [IngestPublisherModule, TrackingModule],
  providers: [Sanitiser, ItemChecker, Recorder, Anonymiser],
  exports: [IngestPublisherModule, Recorder, Sanitiser, Anonymiser],
})
export class IngestModule {}
