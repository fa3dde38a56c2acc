import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { EventsConfig } from './config.js';
import { schema } from './database/schema.js';
import { EventsModule } from './events/events.module.js';
import { FeaturesModule } from './features/features.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { SessionPagesModule } from './session-pages/session-pages.module.js';
import { TracesModule } from './traces/traces.module.js';
import { UsageDaysModule } from './usage-days/usage-days.module.js';

@Module({
  imports: [
    PlatformModule.for(EventsConfig),
    DatabaseModule.for(schema),
    EventsModule,
    FeaturesModule,
    FiguresModule,
    OverviewModule,
    RetentionModule,
    SessionPagesModule,
    TracesModule,
    UsageDaysModule,
  ],
})
export class AppModule {}
