import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { WriteKeysModule } from '../write-keys/write-keys.module.js';
import { Cleaner } from './cleaner.js';

@Module({ imports: [SessionsModule, SigningKeysModule, WriteKeysModule], providers: [Cleaner] })
export class CleaningModule {}
