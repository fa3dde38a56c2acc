import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { IdentityConfig } from './config.js';
import { schema } from './database/schema.js';
import { SigningKeysModule } from './signing-keys/signing-keys.module.js';

@Module({
  imports: [PlatformModule.for(IdentityConfig), DatabaseModule.for(schema), SigningKeysModule],
})
export class AppModule {}
