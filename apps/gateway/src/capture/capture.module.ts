import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/ingest.module.js';
import { CaptureController } from './capture.controller.js';
import { CaptureService } from './capture.service.js';
import { CapturedKind } from './captured-kind.js';
import { EventReader } from './event-reader.js';
import { IssuedKeys } from './issued-keys.js';
import { SdkSettingsController } from './sdk-settings.controller.js';
import { WriteKeys } from './write-keys.js';

/** PostHog's SDKs, pointed at Trailmark. */
@Module({
  imports: [IngestModule],
  controllers: [CaptureController, SdkSettingsController],
  providers: [CaptureService, CapturedKind, EventReader, IssuedKeys, WriteKeys],
})
export class CaptureModule {}
