import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/ingest.module.js';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesService } from './activities.service.js';
import { ActivityKind } from './activity-kind.js';

@Module({
  imports: [IngestModule],
  controllers: [ActivitiesController],
  providers: [ActivitiesService, ActivityKind],
})
export class ActivitiesModule {}
