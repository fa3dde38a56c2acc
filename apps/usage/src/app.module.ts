import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { UsageConfig } from './config.js';
import { schema } from './database/schema.js';
import { UsageModule } from './usage/usage.module.js';

@Module({
  imports: [PlatformModule.for(UsageConfig), DatabaseModule.for(schema), UsageModule],
})
export class AppModule {}
