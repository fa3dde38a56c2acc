import { Module } from '@nestjs/common';
import { ErasureModule } from '@trailmark/ingest';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { EventsConfig } from './config.js';
import { schema } from './database/schema.js';
import { EventsModule } from './events/events.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { DerivedGuard } from './derived/derived-guard.repository.js';
import { EventDaysStep } from './privacy/event-days-step.js';
import { EventsPersonalData } from './privacy/events-personal-data.js';
import { UserDaysRepository } from './privacy/user-days.repository.js';
import { RawEventsRepository } from './rebuild/raw-events.repository.js';
import { SectionModule } from './section/section.module.js';
import { SessionPagesModule } from './session-pages/session-pages.module.js';
import { TracesModule } from './traces/traces.module.js';
import { UsageDaysModule } from './usage-days/usage-days.module.js';

@Module({
  imports: [
    PlatformModule.for(EventsConfig),
    DatabaseModule.for(schema),
    EventsModule,
    FiguresModule,
    OverviewModule,
    RetentionModule,
    SectionModule,
    SessionPagesModule,
    TracesModule,
    UsageDaysModule,
    ErasureModule.for({
      service: 'events',
      data: EventsPersonalData,
      providers: [EventDaysStep, UserDaysRepository, DerivedGuard, RawEventsRepository],
    }),
  ],
})
export class AppModule {}
