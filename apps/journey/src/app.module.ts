import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { AnswersModule } from './answers/answers.module.js';
import { JourneyConfig } from './config.js';
import { schema } from './database/schema.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { RetentionModule } from './retention/retention.module.js';

@Module({
  imports: [
    PlatformModule.for(JourneyConfig),
    DatabaseModule.for(schema),
    AnswersModule,
    PrivacyModule,
    RetentionModule,
  ],
})
export class AppModule {}
