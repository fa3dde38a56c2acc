import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { AnswersModule } from './answers/answers.module.js';
import { JourneyConfig } from './config.js';
import { schema } from './database/schema.js';
import { RetentionModule } from './retention/retention.module.js';

@Module({
  imports: [
    PlatformModule.for(JourneyConfig),
    DatabaseModule.for(schema),
    AnswersModule,
    RetentionModule,
  ],
})
export class AppModule {}
