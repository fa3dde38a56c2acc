import { MiddlewareConsumer, Module, NestModule } from '@nestjs/common';
import { IngestModule } from '../ingest/ingest.module.js';
import { AnyOrigin } from './any-origin.middleware.js';
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
export class CaptureModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(AnyOrigin).forRoutes(CaptureController, SdkSettingsController);
  }
}
