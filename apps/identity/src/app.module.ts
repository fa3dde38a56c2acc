import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { IdentityConfig } from './config.js';
import { schema } from './database/schema.js';
import { PrivacyModule } from './privacy/privacy.module.js';

@Module({
  imports: [PlatformModule.for(IdentityConfig), DatabaseModule.for(schema), PrivacyModule],
})
export class AppModule {}
