import { Module } from '@nestjs/common';
import { ACTIVITY_STREAM } from '@trailmark/contracts';
import { IngestConsumerModule } from '@trailmark/ingest';
import { ChainsRepository } from '../chain/chains.repository.js';
import { RemovedLinksRepository } from '../chain/removed-links.repository.js';
import { VerificationService } from '../chain/verification.service.js';
import { FiguresController } from '../figures/figures.controller.js';
import { FiguresService } from '../figures/figures.service.js';
import { SectionController } from '../section/section.controller.js';
import { SectionService } from '../section/section.service.js';
import { DaysRepository } from '../summary/days.repository.js';
import { KindsRepository } from '../summary/kinds.repository.js';
import { SummaryRepository } from '../summary/summary.repository.js';
import { SummaryService } from '../summary/summary.service.js';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesRepository } from './activities.repository.js';
import { ActivitiesService } from './activities.service.js';
import { ActivityStore } from './activity-store.js';

@Module({
  imports: [
    IngestConsumerModule.for({
      stream: ACTIVITY_STREAM,
      store: ActivityStore,
      providers: [ActivitiesRepository, ChainsRepository, DaysRepository],
    }),
  ],
  controllers: [ActivitiesController, FiguresController, SectionController],
  providers: [
    ActivitiesService,
    KindsRepository,
    SummaryRepository,
    SummaryService,
    FiguresService,
    SectionService,
    RemovedLinksRepository,
    VerificationService,
  ],
})
export class ActivitiesModule {}
