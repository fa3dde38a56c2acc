import { Module } from '@nestjs/common';
import { DatabaseModule, PlatformModule } from '@trailmark/platform';
import { CleaningModule } from './cleaning/cleaning.module.js';
import { IdentityConfig } from './config.js';
import { schema } from './database/schema.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SigningKeysModule } from './signing-keys/signing-keys.module.js';
import { WriteKeysModule } from './write-keys/write-keys.module.js';

@Module({
  imports: [
    PlatformModule.for(IdentityConfig),
    DatabaseModule.for(schema),
    CleaningModule,
    PrivacyModule,
    SessionsModule,
    SigningKeysModule,
    WriteKeysModule,
  ],
})
export class AppModule {}
