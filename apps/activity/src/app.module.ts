import { Module } from '@nestjs/common';
import { ErasureModule } from '@trailmark/ingest';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { ActivitiesModule } from './activities/activities.module.js';
import { ActivityConfig } from './config.js';
import { schema } from './database/schema.js';
import { RetentionModule } from './retention/retention.module.js';
import { TracesModule } from './traces/traces.module.js';
import { ActivityPersonalData } from './privacy/activity-personal-data.js';

@Module({
  imports: [
    PlatformModule.for(ActivityConfig),
    DatabaseModule.for(schema),
    ActivitiesModule,
    RetentionModule,
    TracesModule,
    ErasureModule.for({ service: 'activity', data: ActivityPersonalData }),
  ],
})
export class AppModule {}
