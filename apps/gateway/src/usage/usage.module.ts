import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/ingest.module.js';
import { UsageKind } from './usage-kind.js';
import { UsageController } from './usage.controller.js';
import { UsageService } from './usage.service.js';

@Module({
  imports: [IngestModule],
  controllers: [UsageController],
  providers: [UsageService, UsageKind],
})
export class UsageModule {}
