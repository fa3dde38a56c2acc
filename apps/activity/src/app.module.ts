import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { ActivitiesModule } from './activities/activities.module.js';
import { ActivityConfig } from './config.js';
import { schema } from './database/schema.js';
import { RetentionModule } from './retention/retention.module.js';
import { TracesModule } from './traces/traces.module.js';

@Module({
  imports: [
    PlatformModule.for(ActivityConfig),
    DatabaseModule.for(schema),
    ActivitiesModule,
    RetentionModule,
    TracesModule,
  ],
})
export class AppModule {}
